// What becomes of each Compose key: docs/keys.md and the table in the README, from the definitions in src/keys.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

export async function files() {
  const { serviceKeys, resourceKeys } = await load('src/keys/index.ts');
  return [{ path: 'docs/keys.md', text: page(serviceKeys, resourceKeys) }, ...readme(serviceKeys)];
}

async function load(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

const head = [
  '| Compose | EC2 bridge | EC2 awsvpc | Fargate | What happens | Codes |',
  '| --- | --- | --- | --- | --- | --- |',
];

function page(serviceKeys, resourceKeys) {
  return [
    '# What becomes of each Compose key',
    '',
    'Generated from the definitions in `src/keys` by `npm run generate`. `—`: ECS has no member for it.',
    '`compose2ecs explain CODE` says what a code means and what to do.',
    '',
    '## Services',
    '',
    ...head,
    ...sorted(serviceKeys).flatMap(([key, definition]) => rows(key, definition)),
    '',
    '## Top-level resources',
    '',
    ...head,
    ...sorted(resourceKeys).flatMap(([key, definition]) => rows(key, definition)),
    '',
    '## Silent, and why',
    '',
    'Parts that change nothing and are not told. A value of such a part that does mean something is told.',
    '',
    '| Part | Reason |',
    '| --- | --- |',
    ...sorted(serviceKeys).flatMap(([key, definition]) => silent(`services.*.${key}`, definition)),
    ...sorted(resourceKeys).flatMap(([key, definition]) => silent(`${key}.*`, definition)),
    '',
  ].join('\n');
}

const sorted = (keys) => Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1));

function rows(key, definition) {
  const codes = [...Object.values(definition.diagnostics ?? {}), ...(definition.report ? [definition.report] : [])].map(
    ({ code }) => `\`${code}\``,
  );
  const parts = Object.entries(definition.parts ?? {}).map(([part, doc]) => row(`${key}.${part}`, doc, []));
  return [row(key, definition.doc, [...new Set(codes)].sort()), ...parts];
}

function row(name, { bridge, awsvpc = bridge, fargate = awsvpc, note, see }, codes) {
  const cells = [`[\`${name}\`](${see})`, bridge, awsvpc, fargate, note, codes.join(', ') || ' '];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

const silent = (key, { harmless = {} }) =>
  Object.entries(harmless).map(([part, reason]) => `| \`${[key, part].filter(Boolean).join('.')}\` | ${reason} |`);

const begin = '<!-- keys:begin -->';
const end = '<!-- keys:end -->';

/** The short table: one line for each way of handling. */
function readme(serviceKeys) {
  let text;
  try {
    text = readFileSync('README.md', 'utf8');
  } catch {
    return [];
  }
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) return [];
  const table = summary(serviceKeys);
  return [{ path: 'README.md', text: `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}` }];
}

function summary(serviceKeys) {
  const groups = new Map([
    ['Carried on every target', []],
    ['Carried in bridge and host mode, told on awsvpc and Fargate', []],
    ['Carried on EC2, told or refused on Fargate', []],
    ['Carried on Fargate only', []],
    ['No member of its own: used for names, or refused with the ways out', []],
    ['Read before or during the conversion', []],
    ['No counterpart in ECS: told each time', []],
    ['Without meaning on ECS, silent', []],
  ]);
  for (const [key, definition] of sorted(serviceKeys)) groups.get(groupOf(definition)).push(`\`${key}\``);
  const lines = [...groups].map(([name, keys]) => `| ${name} (${keys.length}) | ${keys.join(', ')} |`);
  return ['| What happens | Keys of a service |', '| --- | --- |', ...lines].join('\n');
}

function groupOf({ handling, doc: { bridge, awsvpc = bridge, fargate = awsvpc } }) {
  if (handling === 'dropped') return 'No counterpart in ECS: told each time';
  if (handling === 'harmless') return 'Without meaning on ECS, silent';
  if (handling === 'elsewhere') return 'Read before or during the conversion';
  if (bridge === '—')
    return fargate === '—'
      ? 'No member of its own: used for names, or refused with the ways out'
      : 'Carried on Fargate only';
  if (awsvpc === '—') return 'Carried in bridge and host mode, told on awsvpc and Fargate';
  return fargate === '—' || fargate.startsWith('error')
    ? 'Carried on EC2, told or refused on Fargate'
    : 'Carried on every target';
}
