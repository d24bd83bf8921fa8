import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { cacheFolder, kindOf, requireCached } from '../../src/cli/code-cache.ts';

const root = mkdtempSync(join(tmpdir(), 'code-cache-'));
const program = join(root, 'main.js');
const cache = { folder: join(root, 'cache'), build: 'b1', kind: 'convert' };
const require = createRequire(import.meta.url);
const load = (over: Partial<typeof cache> = {}) => {
  const { exports, keep } = requireCached(program, require, { ...cache, ...over });
  return { answer: (exports as { answer: () => unknown }).answer(), keep };
};
const kept = () => readdirSync(cache.folder);

const writeProgram = (body: string) =>
  writeFileSync(program, `(function (exports, require, module, __filename, __dirname) {${body}})`);

beforeEach(() => {
  rmSync(cache.folder, { recursive: true, force: true });
  writeProgram('exports.answer = () => [require("node:path").sep.length, __filename, __dirname];');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('requireCached', () => {
  test('gives the same with and without kept code', () => {
    const first = load();
    expect(first.answer).toEqual([1, program, root]);
    first.keep();
    expect(kept()).toHaveLength(1);
    expect(load().answer).toEqual(first.answer);
  });

  test('the first runs each add what they used', () => {
    writeProgram('exports.answer = (other) => other ? (() => [1, 2, 3, 4].map((n) => n * n))() : 0;');
    load().keep();
    const path = join(cache.folder, kept()[0] ?? '');
    const { length } = readFileSync(path);
    const { exports, keep } = requireCached(program, require, cache);
    (exports as { answer: (other: boolean) => unknown }).answer(true);
    keep();
    expect(readFileSync(path).length).toBeGreaterThan(length);
  });

  const aged = (path: string, age: number) => utimesSync(path, new Date(), new Date(Date.now() - age));

  test('keeps what several runs added to as it is for a while, which grows', () => {
    for (let run = 0; run < 4; run++) load().keep();
    const path = join(cache.folder, kept()[0] ?? '');
    const runs = () => readFileSync(path).at(-1);
    // Not yet written, by its date: no machine is too slow for this.
    aged(path, -500_000);
    load().keep();
    expect(runs()).toBe(4);
    for (const after of [5, 6]) {
      aged(path, 3000);
      load().keep();
      expect(runs()).toBe(after);
    }
    aged(path, 3000);
    load().keep();
    expect(runs()).toBe(6);
  });

  test('keeps fresh code as it is, and renews it after an hour', () => {
    load().keep();
    const path = join(cache.folder, kept()[0] ?? '');
    for (let run = 1; run < 20; run++) {
      aged(path, 7_200_000);
      load().keep();
    }
    const bytes = readFileSync(path);
    aged(path, 60_000);
    const { keep } = load();
    writeFileSync(path, 'marked');
    keep();
    expect(readFileSync(path, 'utf8')).toBe('marked');
    writeFileSync(path, bytes);
    aged(path, 7_200_000);
    load().keep();
    expect(readFileSync(path).length).toBeGreaterThanOrEqual(bytes.length);
    expect(readdirSync(cache.folder)).toEqual([path.slice(cache.folder.length + 1)]);
  });

  test('other builds and other commands have files of their own, of which there are never many', () => {
    for (let i = 0; i < 50; i++) load({ build: `b${i}` }).keep();
    load({ kind: 'check' }).keep();
    expect(kept()).toHaveLength(32);
  });

  test('replaces what is no code', () => {
    load().keep();
    const path = join(cache.folder, kept()[0] ?? '');
    // V8 remembers texts that it has compiled.
    writeFileSync(program, `${readFileSync(program, 'utf8')}//`);
    writeFileSync(path, 'no code');
    const { answer, keep } = load();
    expect(answer).toEqual([1, program, root]);
    keep();
    expect(readFileSync(path, 'latin1')).not.toBe('no code');
  });

  test('does not run code that is not as it was written', () => {
    load().keep();
    const path = join(cache.folder, kept()[0] ?? '');
    const sound = readFileSync(path);
    for (let at = 0; at < sound.length - 1; at += 97) {
      const bytes = Buffer.from(sound);
      bytes[at] = ~(bytes[at] ?? 0);
      writeFileSync(path, bytes);
      expect(load().answer).toEqual([1, program, root]);
    }
    for (const length of [0, 1, 2, sound.length - 1]) {
      writeFileSync(path, sound.subarray(0, length));
      expect(load().answer).toEqual([1, program, root]);
    }
  });

  test.skipIf(process.platform !== 'linux')('does not wait for a pipe, and does not read what is far too large', () => {
    load().keep();
    const path = join(cache.folder, kept()[0] ?? '');
    rmSync(path);
    execFileSync('mkfifo', [path]);
    expect(load().answer).toEqual([1, program, root]);
    rmSync(path);
    writeFileSync(path, '');
    truncateSync(path, 2 ** 40 + 1);
    expect(load().answer).toEqual([1, program, root]);
  });

  test('a folder that cannot be made or written to is no error', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => load({ folder: join(root, 'file', 'cache') }).keep()).not.toThrow();
    expect(() => load({ folder: join(root, 'no-home', '.cache', 'compose2ecs') }).keep()).not.toThrow();
    expect(existsSync(join(root, 'no-home'))).toBe(false);
    if (process.platform === 'linux') expect(() => load({ folder: '/proc/.cache/compose2ecs' }).keep()).not.toThrow();
    load().keep();
    chmodSync(cache.folder, 0o500);
    expect(() => load({ kind: 'check' }).keep()).not.toThrow();
    chmodSync(cache.folder, 0o700);
  });
});

test('nothing is kept in the folder of a project, where there is no home', () => {
  const folder = relative(process.cwd(), cache.folder);
  load({ folder }).keep();
  expect(existsSync(cache.folder)).toBe(false);
});

test('the folder is the one that the platform has for caches', () => {
  const home = join(homedir(), '.cache', 'compose2ecs');
  expect(cacheFolder({}, 'linux', homedir)).toBe(home);
  expect(cacheFolder({ HOME: '/h' }, 'linux', homedir)).toBe(join('/h', '.cache', 'compose2ecs'));
  expect(cacheFolder({ HOME: '' }, 'linux', homedir)).toBe(home);
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, 'linux', homedir)).toBe(home);
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux', homedir)).toBe(join('/x', 'compose2ecs'));
  expect(cacheFolder({ LOCALAPPDATA: '/l' }, 'linux', homedir)).toBe(home);
  expect(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32', homedir)).toBe(join('/l', 'compose2ecs'));
});

test('only what may be a command names a file', () => {
  expect(['convert', '--version', '../x', undefined].map((word) => kindOf(word))).toEqual([
    'convert',
    'other',
    'other',
    'other',
  ]);
});
