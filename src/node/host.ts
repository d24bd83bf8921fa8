import { closeSync, constants, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { FileContent, Host } from '../compose/host.ts';
import { nameBelow } from './relative.ts';

export interface NodeHostOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home?: string | undefined;
  /** All of standard input; asked at most once. */
  readonly stdin?: () => Uint8Array;
  /** Told the path of each file that was asked for. */
  readonly onRead?: (path: string) => void;
  /** Told the size of each text before it is taken in. */
  readonly onText?: (bytes: number) => void;
}

/** A Compose file is text that people write; beyond this it is something else. */
export const sizeLimit = 64 * 1024 * 1024;

/** Reads the real file system. Never throws: what cannot be read is a kind of content. */
export function nodeHost(options: NodeHostOptions): Host {
  let input: FileContent | undefined;
  const decoded = (bytes: Uint8Array): FileContent => {
    options.onText?.(bytes.length);
    return decode(bytes);
  };
  const read = (path: string): FileContent => {
    if (path === '-') {
      input ??= guarded(() => decoded((options.stdin ?? (() => readFileSync(0)))()));
      return input;
    }
    options.onRead?.(path);
    return guarded(() => {
      const stat = statSync(path);
      if (stat.isDirectory()) return { kind: 'folder' };
      if (stat.size > sizeLimit) return { kind: 'too-large', bytes: stat.size, limit: sizeLimit };
      return decoded(stat.isFile() && stat.size > 0 ? readFileSync(path) : readStream(path));
    });
  };
  const cwd = slashes(options.cwd);
  return {
    cwd,
    env: options.env,
    home: options.home ?? homeOf(options.env),
    nameOf: (path) => nameBelow(cwd, path),
    read,
    exists: (path) => {
      options.onRead?.(path);
      try {
        return statSync(path, { throwIfNoEntry: false }) !== undefined;
      } catch {
        return false;
      }
    },
  };
}

/** Milliseconds that a pipe or device may keep us waiting. */
const patience = 5000;

/** What has no size of its own: a pipe, a device, `/proc`. No more than the limit is read, and nobody is waited for without end. */
function readStream(path: string): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const parts: Uint8Array[] = [];
    const end = Date.now() + patience;
    for (let length = 0; length <= sizeLimit; ) {
      const part = new Uint8Array(1 << 16);
      const count = readReady(file, part);
      if (count === 0) break;
      if (count === undefined && Date.now() > end) throw Object.assign(new Error(), { code: 'ETIMEDOUT' });
      if (count === undefined) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      parts.push(part.subarray(0, count ?? 0));
      length += count ?? 0;
    }
    return Buffer.concat(parts);
  } finally {
    closeSync(file);
  }
}

/** Undefined when nothing is there yet. */
function readReady(file: number, into: Uint8Array): number | undefined {
  try {
    return readSync(file, into);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined;
    throw error;
  }
}

const slashes = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path);

function homeOf(env: NodeHostOptions['env']): string | undefined {
  const home = env.HOME ?? env.USERPROFILE;
  return home ? slashes(home) : undefined;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ETIMEDOUT: 'nothing came from it in time',
};

function guarded(read: () => FileContent): FileContent {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    if (code === 'EISDIR') return { kind: 'folder' };
    return { kind: 'unreadable', reason: reasons[code] ?? (code === '' ? 'it cannot be read' : code) };
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so; a NUL or a broken sequence makes it binary. */
function decode(bytes: Uint8Array): FileContent {
  if (bytes.length > sizeLimit) return { kind: 'too-large', bytes: bytes.length, limit: sizeLimit };
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? { kind: 'binary' } : { kind: 'text', text };
  } catch {
    return { kind: 'binary' };
  }
}
