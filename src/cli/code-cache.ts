import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';
import { flagSetter } from './v8-flags.ts';

export interface CodeCache {
  /** Folder of this user; made when it is first written to. */
  readonly folder: string;
  /** Names the program's very bytes: V8 itself compares no more than their number. */
  readonly build: string;
  /** Runs of another kind use other functions, and have a file of their own. */
  readonly kind: string;
}

/** The first runs each add the functions that they used to those of the runs before them: projects use different ones. */
const learningRuns = 4;
/** Milliseconds after which another run does so: projects to come use yet others, but ever fewer. */
const renewal = (runs: number): number => Math.min(1000 * 2 ** (runs - learningRuns), 3_600_000);
const maxBytes = 16 * 2 ** 20;
const maxFiles = 32;

/** What a command used is used again by its next run; words that are no command never end well, and are not kept. */
export const kindOf = (word = ''): string => (/^[a-z]{1,16}$/.test(word) ? word : 'other');

/** https://specifications.freedesktop.org/basedir-spec/latest/, and its like on Windows. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, homedir: () => string): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = env;
  const base = XDG_CACHE_HOME ?? (platform === 'win32' ? LOCALAPPDATA : undefined);
  return join(base !== undefined && isAbsolute(base) ? base : join(HOME || homedir(), '.cache'), 'compose2ecs');
}

/**
 * `require(file)`, with the code that V8 made of it in an earlier run: compiling the program takes longer than
 * converting a small project. Whatever goes wrong with the cache, the program runs. Node's own cache of compiled code
 * holds only what is compiled before anything runs.
 * @param file a script whose value is the function that makes a module
 * @returns what the file exports, and what keeps the code of all functions that have run by the time of the call
 */
export function requireCached(file: string, require: NodeJS.Require, cache: CodeCache) {
  const path = join(cache.folder, `${cache.build}-${process.version}-${process.arch}-${cache.kind}`);
  // Without a home the folder would be one of the project's, and what lies there is not ours.
  const ours = isAbsolute(cache.folder);
  const { text, buffer } = readText(file);
  const kept = ours ? read(path, buffer) : undefined;
  const script = new Script(text, { filename: file, ...(kept ? { cachedData: kept.data } : {}) });
  const evaluate = (): unknown => {
    const module = { exports: {} as unknown };
    script.runInThisContext().call(module.exports, module.exports, require, module, file, dirname(file));
    return module.exports;
  };
  const usable = script.cachedDataRejected ? undefined : kept;
  const learned = usable && usable.runs >= learningRuns && usable.age < renewal(usable.runs);
  if (learned || !ours) return { exports: evaluate(), keep: () => {} };
  const restore = interpretOnly();
  const keep = (): void => {
    restore();
    write(path, script.createCachedData(), Math.min((usable?.runs ?? 0) + 1, 255));
  };
  return { exports: evaluate(), keep };
}

/**
 * V8 11.3 leaves the functions out of what is kept that it has made simple machine code of: the hot ones.
 * @returns what puts the flag back; code is kept for the flags that it was made under
 */
function interpretOnly(): () => void {
  const setFlags = flagSetter(process);
  setFlags?.('--no-sparkplug');
  return () => setFlags?.('--sparkplug');
}

interface Kept {
  readonly data: Buffer;
  /** Milliseconds since it was written. */
  readonly age: number;
  /** How many runs have added to it; the last byte of the file. */
  readonly runs: number;
}

/**
 * @returns the text, and the buffer it was read into, with room for the code made of it: memory is dear when it is
 * touched for the first time, and the text has left it
 */
function readText(path: string): { text: string; buffer: Buffer } {
  return opened(path, (file) => {
    const { size } = fstatSync(file);
    const buffer = Buffer.allocUnsafeSlow(2 * size);
    return { text: readInto(buffer, file, size).toString('latin1'), buffer };
  });
}

/**
 * Code that somebody else could have written is not run, nor code that is not as it was written: V8 11.3 does not look,
 * and ends the process. It stands there twice, as comparing costs less than loading what could make a checksum.
 */
function read(path: string, buffer: Buffer): Kept | undefined {
  try {
    return opened(path, (file) => {
      const stat = fstatSync(file);
      if (!stat.isFile() || stat.size > 2 * maxBytes + 1) return undefined;
      if (process.getuid && process.getuid() !== stat.uid) return undefined;
      const size = (stat.size - 1) / 2;
      const data = readInto(size > buffer.length ? Buffer.allocUnsafeSlow(size) : buffer, file, size);
      const part = Buffer.allocUnsafeSlow(partSize);
      for (let at = 0; at < size; at += partSize) {
        const { length } = readInto(part, file, Math.min(partSize, size - at));
        if (part.compare(data, at, at + length, 0, length) !== 0) return undefined;
      }
      return { data, age: Date.now() - stat.mtimeMs, runs: readInto(part, file, 1)[0] ?? 0 };
    });
  } catch {
    return undefined;
  }
}

const partSize = 65_536;

function opened<T>(path: string, use: (file: number) => T): T {
  // A pipe in its place would be waited for.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}

function readInto(buffer: Buffer, file: number, size: number): Buffer {
  let end = 0;
  for (let read = -1; read !== 0 && end < size; end += read) read = readSync(file, buffer, end, size - end, null);
  return buffer.subarray(0, end);
}

/** Replaces the file in one step: runs beside this one see the old code or the new. */
function write(path: string, data: Buffer, runs: number): void {
  if (data.length > maxBytes) return;
  const folder = dirname(path);
  const part = `${path}.${process.pid}`;
  try {
    make(dirname(folder));
    make(folder);
    writeFileSync(part, Buffer.concat([data, data, Buffer.of(runs)]), { mode: 0o600, flag: 'wx' });
    renameSync(part, path);
    prune(folder);
  } catch {
    remove(part);
  }
}

/** Step by step: a home that is not there is not made, and Node's recursive way never ends below /proc. */
function make(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A folder that is none.
  }
}

/** Other versions leave files behind: the oldest go. */
function prune(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length <= maxFiles) return;
  const byAge = files.map((path) => ({ path, time: statSync(path).mtimeMs })).sort((a, b) => b.time - a.time);
  for (const { path } of byAge.slice(maxFiles)) rmSync(path, { force: true });
}
