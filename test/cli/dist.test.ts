import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folder } from './harness.ts';

const root = mkdtempSync(join(tmpdir(), 'dist-'));
const program = join(root, 'cli.js');
const web = 'services:\n  web:\n    image: nginx:1.27\n';

beforeAll(async () => {
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  await build({
    entryPoints: { cli: 'src/cli/cli.ts' },
    outdir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    external: ['@aws-sdk/*'],
    banner: { js: "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);" },
    logLevel: 'silent',
  });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (args: readonly string[], cwd: string, input = '') =>
  spawnSync(process.execPath, [program, ...args], { cwd, input, encoding: 'utf8' });

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
      encoding: 'utf8',
    });
    expect(ran.stdout).toBe('Codes:\n');
    expect(ran.stderr).toBe('');
  });

  test('loads neither the AWS SDK nor what another command needs', () => {
    const cwd = folder({ 'compose.yaml': web });
    const ran = spawnSync(process.execPath, [program, 'convert', '-q'], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NODE_DEBUG: 'esm' },
    });
    expect(ran.stderr).not.toMatch(/@aws-sdk|explain-text|completion-|sarif-/);
  });
});
