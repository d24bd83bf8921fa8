import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEcs } from '../push/ecs-server.ts';
import { folder } from './harness.ts';

const root = mkdtempSync(join(tmpdir(), 'dist-'));
const program = join(root, 'cli.js');
const web = 'services:\n  web:\n    image: nginx:1.27\n';

type Metafile = { readonly inputs: Readonly<Record<string, unknown>> };
let metafiles: readonly Metafile[] = [];

const env = { ...process.env, XDG_CACHE_HOME: join(root, 'cache') };

beforeAll(async () => {
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  const script = pathToFileURL(resolve('scripts/bundle.mjs')).href;
  const { bundleProgram } = (await import(script)) as { bundleProgram(folder: string): Promise<Metafile[]> };
  metafiles = await bundleProgram(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('names the licence of everything that is bundled', async () => {
  const script = pathToFileURL(resolve('scripts/licences.mjs')).href;
  const { licences } = (await import(script)) as { licences(metafiles: readonly Metafile[]): string };
  const text = licences(metafiles);
  for (const name of ['commander', 'js-yaml', 'yaml']) expect(text).toMatch(new RegExp(`^${name} [0-9.]+ \\(`, 'm'));
  expect(text).not.toContain('@aws-sdk');
});

const run = (args: readonly string[], cwd: string, input = '') =>
  spawnSync(process.execPath, [program, ...args], { cwd, input, env, encoding: 'utf8' });

/** What a pipe that does not wait holds. */
function readReady(pipe: number): Buffer {
  const part = Buffer.alloc(1 << 16);
  try {
    return part.subarray(0, readSync(pipe, part));
  } catch {
    return Buffer.alloc(0);
  }
}

describe('the program as a process', () => {
  test.each([
    [['convert'], 0],
    [['convert', '--strict'], 3],
    [['convert', '-f', 'none.yaml'], 2],
    [['convert', '-f', 'bad.yaml'], 1],
    [['nonsense'], 2],
    [['--version'], 0],
  ])('%j exits with %i', (args, status) => {
    const cwd = folder({ 'compose.yaml': web, 'bad.yaml': 'services: [' });
    const ran = run(args, cwd);
    expect(ran.status, ran.stderr).toBe(status);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
  });

  test('reads standard input', () => {
    const ran = run(['convert', '-f', '-', '-q'], folder({}), web);
    expect(ran.status, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout).taskDefinitions).toHaveLength(1);
  });

  test('a reader that closes the pipe is no error', () => {
    const cwd = folder({ 'compose.yaml': web });
    const ran = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" explain | head -n 1`], {
      cwd,
      env,
      encoding: 'utf8',
    });
    expect(ran.stdout).toBe('Codes:\n');
    expect(ran.stderr).toBe('');
  });

  describe('a slow reader gets all of it', () => {
    // Mostly characters of four bytes, so that some lie across the edges of what is written at once.
    const faces = `    environment: { FACES: "${'😀'.repeat(1000)}" }\n`;
    const services = Array.from({ length: 60 }, (_, i) => `  web${i}:\n    image: nginx:1.27\n${faces}`).join('');
    const project = () => folder({ 'compose.yaml': `services:\n${services}` });

    test('through a pipe that waits', () => {
      const cwd = project();
      const whole = run(['convert', '-q'], cwd).stdout;
      expect(whole.length).toBeGreaterThan(100_000);
      const line = `("${process.execPath}" "${program}" convert -q; echo $? >status) | (sleep 1; cat)`;
      expect(spawnSync('sh', ['-c', line], { cwd, env, encoding: 'utf8' }).stdout).toBe(whole);
      expect(readFileSync(join(cwd, 'status'), 'utf8')).toBe('0\n');
    });

    test('through a pipe that does not wait', async () => {
      const cwd = project();
      const whole = run(['convert', '-q'], cwd).stdout;
      spawnSync('mkfifo', ['pipe'], { cwd });
      const pipe = openSync(join(cwd, 'pipe'), constants.O_RDWR | constants.O_NONBLOCK);
      // Whoever starts a process makes the first three of its descriptors wait; the shell leaves them as they are.
      const child = spawn('sh', ['-c', 'exec "$0" "$@" >&3', process.execPath, program, 'convert', '-q'], {
        cwd,
        env,
        stdio: ['ignore', 'ignore', 'ignore', pipe],
      });
      const ended = once(child, 'close');
      const read: Buffer[] = [];
      while (child.exitCode === null) {
        await wait(100);
        read.push(readReady(pipe));
      }
      expect(Buffer.concat([...read, readReady(pipe)]).toString()).toBe(whole);
      expect(await ended).toEqual([0, null]);
      closeSync(pipe);
    });
  });

  test('output that goes to a file, to nowhere or on both ways to one place is whole', () => {
    const cwd = folder({ 'compose.yaml': web });
    const { stdout, stderr } = run(['convert'], cwd);
    const shell = (line: string) => spawnSync('sh', ['-c', `"${process.execPath}" "${program}" ${line}`], { cwd, env });
    expect(shell('convert >out 2>&1').status).toBe(0);
    expect(readFileSync(join(cwd, 'out'), 'utf8')).toBe(stdout + stderr);
    expect(shell('convert 2>err >/dev/null').status).toBe(0);
    expect(readFileSync(join(cwd, 'err'), 'utf8')).toBe(stderr);
    expect(shell('convert >&- 2>&-').status).toBe(0);
  });

  test.skipIf(!existsSync('/dev/full'))(
    'output that has no room is told in one line, and findings that have none are not',
    () => {
      const cwd = folder({ 'compose.yaml': web });
      const full = openSync('/dev/full', 'w');
      const into = (stdio: readonly ('pipe' | number)[], ...args: string[]) =>
        spawnSync(process.execPath, [program, ...args], { cwd, env, encoding: 'utf8', stdio: ['ignore', ...stdio] });
      try {
        for (const args of [['convert'], ['config'], ['--help']]) {
          const { status, stderr } = into([full, 'pipe'], ...args);
          expect(status, stderr).toBe(2);
          expect(stderr).toContain('Standard output cannot be written: no space is left.');
          expect(stderr).not.toMatch(/^\s+at /m);
        }
        expect(into(['pipe', full], 'convert').status).toBe(0);
        expect(into([full, full], 'convert').status).toBe(2);
      } finally {
        closeSync(full);
      }
    },
  );

  test('findings of a command that talks to AWS are JSON and nothing else', async () => {
    const server = await startEcs();
    const keys = {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'dummy',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const args = ['push', '--dry-run', '--diagnostics', 'json', '--region', 'eu-west-1', '--endpoint-url', server.url];
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder({ 'compose.yaml': web }),
      env: { ...env, ...keys, AWS_PROFILE: undefined },
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [status] = (await once(child, 'close')) as [number];
    await server.close();
    expect(status, said).toBe(5);
    expect(JSON.parse(said)).not.toEqual([]);
  });

  test('does not load the AWS SDK', () => {
    const cwd = folder({ 'compose.yaml': web });
    const ran = spawnSync(process.execPath, [program, 'convert', '-q'], {
      cwd,
      encoding: 'utf8',
      env: { ...env, NODE_DEBUG: 'module' },
    });
    expect(ran.stderr).toContain('cli.js');
    expect(ran.stderr).not.toContain('@aws-sdk');
  });

  test('what a run over a large project keeps, a run over a small one takes', () => {
    const services = Array.from({ length: 200 }, (_, i) => `  web${i}:\n    image: nginx:1.27\n`).join('');
    const large = folder({ 'compose.yaml': `services:\n${services}` });
    const cache = mkdtempSync(join(root, 'cache-'));
    // Dated ahead: however slow the machine, what is kept is not old enough to be made again.
    const ahead = new Date(Date.now() + 3_600_000);
    const keptBy = (cwd: string) => {
      const ran = spawnSync(process.execPath, [program, 'convert'], { cwd, env: { ...env, XDG_CACHE_HOME: cache } });
      expect(ran.status).toBe(0);
      const kept = join(cache, 'compose2ecs');
      return readdirSync(kept).map((name) => {
        utimesSync(join(kept, name), ahead, ahead);
        return statSync(join(kept, name)).ino;
      });
    };
    for (let run = 0; run < 3; run++) keptBy(large);
    const first = keptBy(large);
    expect(keptBy(folder({ 'compose.yaml': web }))).toEqual(first);
    expect(keptBy(large)).toEqual(first);
  });

  test('a broken code cache changes nothing', () => {
    const cwd = folder({ 'compose.yaml': web });
    const first = run(['convert'], cwd);
    const cache = join(root, 'cache', 'compose2ecs');
    if (existsSync(cache)) for (const name of readdirSync(cache)) writeFileSync(join(cache, name), 'no code');
    const { status, stdout, stderr } = run(['convert'], cwd);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: first.stdout, stderr: first.stderr });
  });
});
