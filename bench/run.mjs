// npm run bench: ratios measured in one run against bare `node -e 0` and the bare event parser, held against budgets.json.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { yamlParser } from '../scripts/yaml-parser.mjs';
import { interleaved, peakMiB } from './measure.mjs';
import { project } from './project.mjs';

const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
const cli = resolve('dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const failures = [];

function row(name, value, unit, budget) {
  const over = budget !== undefined && value > budget;
  if (over) failures.push(name);
  console.log(
    `${name.padEnd(52)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(14)}${budget === undefined ? '' : ` budget ${budget}${over ? '  OVER' : ''}`}`,
  );
}

function generated(services) {
  const file = join(folder, `compose-${services}.yaml`);
  writeFileSync(file, project(services));
  return { args: [cli, 'convert', '-f', file], file };
}

const floor = { args: ['-e', '0'] };
const parser = resolve('node_modules/js-yaml/dist/js-yaml.mjs');
const events = (file) => ({
  args: [
    '--input-type=module',
    '-e',
    `import{readFileSync}from'node:fs';import{parseEvents}from${JSON.stringify(parser)};parseEvents(readFileSync(${JSON.stringify(file)},'utf8'),{})`,
  ],
});

function wholeProcess() {
  console.log('\nwhole process, medians, in units of bare `node -e 0`');
  const wordpress = {
    args: [cli, 'convert', '-f', resolve('fixtures/projects/wordpress/compose.yaml'), '--diagnostics', 'json'],
  };
  const [node, start] = interleaved([floor, wordpress], 21);
  row('node -e 0', node, 'ms');
  row('wordpress, 2 services', start / node, '× node', budgets.startup.timesNode);
  if (process.env.NODE_EXTRA_CA_CERTS) withoutCertificates(wordpress);
  for (const services of [2, 20, 200, 1000]) {
    const { args, file } = generated(services);
    const [bare, ours, parse] = interleaved([floor, { args }, events(file)], services > 200 ? 7 : 11);
    row(
      `generated, ${services} services`,
      ours / bare,
      '× node',
      services === budgets.medium.services ? budgets.medium.timesNode : undefined,
    );
    row('  parseEvents of the same text alone', parse / bare, '× node');
  }
  const small = generated(budgets.growth.from);
  const large = generated(budgets.growth.to);
  const [bare, from, to] = interleaved([floor, small, large], 3);
  row(`generated, ${budgets.growth.to} services`, to / bare, '× node', budgets.large.timesNode);
  row(
    `growth ${budgets.growth.from} -> ${budgets.growth.to}, above the floor`,
    (to - bare) / (from - bare),
    '×',
    budgets.growth.timesAboveFloor,
  );
  row(
    `peak memory, ${budgets.large.services} services`,
    peakMiB(large.args, join(folder, 'peak')),
    'MiB',
    budgets.large.peakMiB,
  );
}

/** Node reads the certificates that this variable names at every start: where it is set, that is part of the floor. */
function withoutCertificates(command) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const [node, start] = interleaved(
    [floor, command].map((each) => ({ ...each, env })),
    21,
  );
  row('  node -e 0, without NODE_EXTRA_CA_CERTS', node, 'ms');
  row('  wordpress, without it', start / node, '× node');
}

function corpus() {
  const root = resolve('../shared/corpus');
  if (!existsSync(root)) return console.log('\ncorpus: not here, skipped');
  const commands = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => {
      const spec = JSON.parse(readFileSync(join(root, entry.name, 'case.json'), 'utf8'));
      const files = existsSync(join(root, entry.name, 'files'))
        ? join(root, entry.name, 'files')
        : join(root, entry.name);
      const flags = (spec.args?.files ?? []).flatMap((file) => ['-f', file]);
      const script = `process.argv.splice(1,0,'x');import(${JSON.stringify(cli)}).then(()=>{},()=>{});process.on('exit',()=>{process.exitCode=0})`;
      return {
        args: [
          '-e',
          script,
          '--',
          'convert',
          ...flags,
          '--image-prefix',
          'registry.example/app',
          '--diagnostics',
          'json',
        ],
        cwd: files,
      };
    });
  const [bare, ...times] = interleaved([floor, ...commands], 3);
  times.sort((a, b) => a - b);
  console.log('\ncorpus, whole process');
  row(`median of ${times.length} projects`, times[times.length >> 1] / bare, '× node');
  row('slowest', times[times.length - 1] / bare, '× node');
}

/** Runs a TypeScript program of this folder in a process of its own; gives what it prints. */
async function measured(name, ...args) {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [`bench/${name}.ts`],
    plugins: [yamlParser],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  });
  return JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', outfile, ...args.map(String)], { maxBuffer: 1 << 26 }),
  );
}

async function library() {
  for (const services of [200, 1000, 10000]) {
    const { file } = generated(services);
    const result = await measured('stages', file, services === 200 ? budgets.leak.calls : 0);
    console.log(`\nlibrary, warm process, ${services} services`);
    for (const [stage, ms] of Object.entries(result.stages)) row(`  ${stage}`, ms, 'ms');
    row(
      '  compile, all stages',
      result.compile / result.parseEvents,
      '× parseEvents',
      services === budgets.library.services ? budgets.library.timesParseEvents : undefined,
    );
    if (result.growthMiB !== undefined)
      row(`  heap growth over ${budgets.leak.calls} calls`, result.growthMiB, 'MiB', budgets.leak.growthMiB);
  }
}

async function growthOfShapes() {
  const { from, to, times } = budgets.shapes;
  const shapes = await measured('growth', from, to);
  shapes.sort((a, b) => b.times - a.times);
  console.log(
    `\ngrowth ${from} -> ${to} of very many of one thing, library; the five that grow most of ${shapes.length}`,
  );
  for (const { shape, times: grown } of shapes.slice(0, 5)) row(`  ${shape}`, grown, '×', times);
}

/** KiB of all files below a folder. */
const sizeOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / 1024;

function packaging() {
  const [{ size, unpackedSize, entryCount }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const installed = Object.entries(packages).filter(([path, { dev, peer }]) => path !== '' && !dev && !peer);
  const dependencies = Object.keys(packages[''].dependencies ?? {});
  console.log('\npackage');
  row('tarball', size / 1024, 'KiB');
  row('unpacked', unpackedSize / 1024, 'KiB');
  row('files', entryCount, '');
  row(`runtime dependencies (${dependencies.join(', ')})`, dependencies.length, '');
  row('packages that come with them', installed.length - dependencies.length, '');
  row(
    'all of them, installed',
    installed.reduce((sum, [path]) => sum + sizeOf(path), 0),
    'KiB',
  );
  row(
    'of them with an install script',
    installed.filter(([, each]) => each.hasInstallScript).length,
    '',
    budgets.package.installScripts,
  );
}

try {
  wholeProcess();
  corpus();
  await library();
  await growthOfShapes();
  packaging();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failures.length > 0) {
  console.error(`\nover budget: ${failures.join('; ')}`);
  process.exitCode = 1;
} else console.log('\nall within budget');
