import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { cli, folder } from './harness.ts';

const clean = 'services:\n  web:\n    image: nginx:1.27\n    mem_limit: 64m\n    mem_reservation: 64m\n';
const noisy = 'services:\n  web:\n    image: nginx:1.27\n    ports: ["10.0.0.1:80:80"]\n';
const broken = 'services:\n  web:\n    build: .\n';

describe('output', () => {
  test('the bundle on stdout, and nothing else there', async () => {
    const { code, stdout } = await cli(['convert'], { cwd: folder({ 'compose.yaml': clean }) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).taskDefinitions[0].containerDefinitions[0].name).toBe('web');
  });

  test('the same bytes twice', async () => {
    const cwd = folder({ 'compose.yaml': noisy });
    expect(await cli(['convert'], { cwd })).toEqual(await cli(['convert', '-o', '-'], { cwd }));
  });

  test.each([
    ['ecs/', ['app.service.json', 'app.task-definition.json']],
    ['bundle.json', undefined],
  ])('-o %s', async (path, names) => {
    const cwd = folder({ 'compose.yaml': `name: app\n${clean}` });
    const { code, stdout } = await cli(['convert', '-o', path], { cwd });
    expect([code, stdout]).toEqual([0, '']);
    if (names) expect(readdirSync(join(cwd, path))).toEqual(names);
    else expect(JSON.parse(readFileSync(join(cwd, path), 'utf8')).project).toBe('app');
  });

  test('nothing is written on errors, nor when a warning stops it', async () => {
    const cwd = folder({ 'bad.yaml': broken, 'noisy.yaml': noisy });
    expect((await cli(['convert', '-f', 'bad.yaml', '-o', 'ecs/'], { cwd })).code).toBe(1);
    expect((await cli(['convert', '-f', 'noisy.yaml', '-o', 'ecs/', '--strict'], { cwd })).code).toBe(3);
    expect(existsSync(join(cwd, 'ecs'))).toBe(false);
  });

  test('standard input is a file like any other', async () => {
    const { code, stdout } = await cli(['convert', '-f', '-'], { cwd: folder({}), stdin: clean });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).services).toHaveLength(1);
  });
});

describe('exit codes', () => {
  const files = { 'compose.yaml': noisy, 'bad.yaml': broken, 'clean.yaml': clean };
  test.each([
    [['convert'], 0],
    [['check'], 0],
    [['convert', '-f', 'bad.yaml'], 1],
    [['check', '-f', 'bad.yaml'], 1],
    [['convert', '-f', 'none.yaml'], 2],
    [['convert', '--env-file', 'none.env'], 2],
    [['convert', '--family', 'a b'], 2],
    [['convert', '--image', 'nosuch=x'], 2],
    [['convert', '--deny', 'no/such-code'], 2],
    [['convert', '--strict'], 3],
    [['check', '--strict'], 3],
    [['convert', '--deny', 'ports/host-ip-dropped'], 3],
    [['convert', '--deny', 'ports/loopback-dropped'], 0],
    [['convert', '-f', 'bad.yaml', '--strict'], 1],
  ])('%j is %i', async (argv, expected) => {
    const cwd = folder(files);
    const { code, stdout, stderr } = await cli([...argv, '--diagnostics', 'json'], { cwd });
    expect(code, stderr).toBe(expected);
    if (code !== 0) expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toBeInstanceOf(Array);
  });

  test('x-ecs.diagnostics says the same as the flags', async () => {
    const cwd = folder({ 'compose.yaml': `${noisy}x-ecs:\n  diagnostics:\n    deny: [ports/host-ip-dropped]\n` });
    expect((await cli(['convert'], { cwd })).code).toBe(3);
  });

  test('a code in x-ecs that does not exist is an error at its place', async () => {
    const cwd = folder({ 'compose.yaml': `${noisy}x-ecs: {diagnostics: {deny: [ports/host-ip-droped]}}\n` });
    const { code, stderr } = await cli(['convert'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('Did you mean "ports/host-ip-dropped"?');
    expect(stderr).toContain('--> compose.yaml:5:');
  });
});

describe('bad input', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[index]}`).join(', ')}]\n`)
    .join('')}services: {web: {image: x, labels: *j}}\n`;

  test.each<[string, Record<string, string | Uint8Array>, string[], number, string]>([
    ['no file at all', {}, [], 2, 'file/not-found'],
    ['a file that is not there', {}, ['-f', 'none.yaml'], 2, 'file/unreadable'],
    ['a folder as file', { 'sub/x': '' }, ['-f', 'sub'], 2, 'file/unreadable'],
    ['binary bytes', { 'c.yaml': bytes(0x7f, 0x45, 0x4c, 0x46, 0, 1) }, ['-f', 'c.yaml'], 2, 'file/unreadable'],
    ['broken YAML', { 'c.yaml': 'services:\n  web: [\n' }, ['-f', 'c.yaml'], 1, 'yaml/syntax'],
    ['an empty file', { 'c.yaml': '' }, ['-f', 'c.yaml'], 1, ''],
    ['a list at top level', { 'c.yaml': '- a\n- b\n' }, ['-f', 'c.yaml'], 1, ''],
    ['a text at top level', { 'c.yaml': 'hello\n' }, ['-f', 'c.yaml'], 1, ''],
    ['neither image nor build', { 'c.yaml': 'services:\n  web: {}\n' }, ['-f', 'c.yaml'], 1, ''],
    ['a port that is none', { 'c.yaml': 'services:\n  web: {image: x, ports: [abc]}\n' }, ['-f', 'c.yaml'], 1, ''],
    ['a required variable', { 'c.yaml': 'services:\n  web: {image: "${NO:?told}"}\n' }, ['-f', 'c.yaml'], 1, ''],
    [
      'one line of a megabyte',
      { 'c.yaml': `services: {web: {image: ${'x'.repeat(1 << 20)}}}` },
      ['-f', 'c.yaml'],
      1,
      '',
    ],
    ['an alias bomb', { 'c.yaml': bomb }, ['-f', 'c.yaml'], 1, ''],
    ['nesting without end', { 'c.yaml': '['.repeat(20_000) }, ['-f', 'c.yaml'], 1, ''],
    ['a missing env_file', { 'c.yaml': 'services:\n  web: {image: x, env_file: n.env}\n' }, ['-f', 'c.yaml'], 1, ''],
  ])('%s', async (_, files, argv, expected, said) => {
    const cwd = folder(files);
    const { code, stdout, stderr } = await cli(['convert', ...argv, '-o', 'out/', '--diagnostics', 'json'], { cwd });
    expect(code, stderr.slice(0, 500)).toBe(expected);
    expect(stdout).toBe('');
    expect(existsSync(join(cwd, 'out'))).toBe(false);
    const errors = (JSON.parse(stderr) as { severity: string; code: string; file?: string; line?: number }[]).filter(
      ({ severity }) => severity === 'error',
    );
    expect(errors.length).toBeGreaterThan(0);
    if (said !== '') expect(errors.map(({ code }) => code)).toContain(said);
    if (expected === 1) for (const error of errors) expect(error).toMatchObject({ file: 'c.yaml' });
    const text = await cli(['convert', ...argv], { cwd, tty: true });
    expect(text.stderr).not.toMatch(/^\s+at /m);
    expect(text.stderr.length).toBeLessThan(20_000);
  });
});

describe('text on a terminal', () => {
  const noise = { 'compose.yaml': noisy };
  const introducer = '\u001b';
  test.each<[string, { tty: boolean; env: Record<string, string> }, boolean, boolean]>([
    ['a terminal', { tty: true, env: {} }, true, true],
    ['a pipe', { tty: false, env: {} }, false, false],
    ['NO_COLOR', { tty: true, env: { NO_COLOR: '1' } }, false, true],
    ['an empty NO_COLOR', { tty: true, env: { NO_COLOR: '' } }, true, true],
    ['FORCE_COLOR', { tty: false, env: { FORCE_COLOR: '1' } }, true, true],
    ['FORCE_COLOR=0', { tty: true, env: { FORCE_COLOR: '0' } }, false, true],
    ['a dumb terminal', { tty: true, env: { TERM: 'dumb' } }, false, true],
  ])('%s', async (_, options, colour, frames) => {
    const { stderr } = await cli(['convert'], { cwd: folder(noise), ...options });
    expect([stderr.includes(introducer), stderr.includes('^^^^')]).toEqual([colour, frames]);
  });

  test('--quiet says nothing unless it stops', async () => {
    const cwd = folder({ ...noise, 'bad.yaml': broken });
    expect((await cli(['convert', '-q'], { cwd, tty: true })).stderr).toBe('');
    const { stderr } = await cli(['convert', '-q', '-f', 'bad.yaml'], { cwd });
    expect(stderr).toContain('error[');
    expect(stderr).not.toContain('warning[');
    expect((await cli(['convert', '-q', '--strict'], { cwd })).stderr).toContain('warning[');
  });

  test('the last line sums up', async () => {
    const { stderr } = await cli(['convert'], { cwd: folder(noise) });
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^\d+ warnings?(, \d+ infos?)?; 1 task definition, 1 service$/);
  });
});

test('--watch converts again when a file changes', { timeout: 20_000 }, async () => {
  const cwd = folder({ 'compose.yaml': clean });
  const controller = new AbortController();
  const outputs: string[] = [];
  const stdout = {
    write: (text: string) => {
      outputs.push(text);
      if (outputs.length === 1) writeFileSync(join(cwd, 'compose.yaml'), clean.replace('1.27', '1.28'));
      if (outputs.length === 2)
        writeFileSync(join(cwd, 'compose.override.yaml'), 'services: {web: {image: "nginx:2"}}');
      if (outputs.length === 3) rmSync(join(cwd, 'compose.override.yaml'));
      if (outputs.length === 4) controller.abort();
    },
  };
  const streams = { stdout, stderr: { write: () => undefined }, env: {}, cwd: () => cwd, signal: controller.signal };
  expect(await run(['convert', '--watch'], streams)).toBe(0);
  const images = outputs.map((text) => JSON.parse(text).taskDefinitions[0].containerDefinitions[0].image);
  expect(images).toEqual(['nginx:1.27', 'nginx:1.28', 'nginx:2', 'nginx:1.28']);
});
