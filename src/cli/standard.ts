import { fstatSync, statSync, writeSync } from 'node:fs';
import { exit, type Output, writeParts } from './command.ts';
import { encoded } from './encoded.ts';

type Name = 'stdout' | 'stderr';

const descriptors: Readonly<Record<Name, number>> = { stdout: 1, stderr: 2 };

export interface StandardOutput extends Output {
  write(text: string): void;
  /** Whether all that was written has left this process. */
  readonly settled: () => boolean;
}

/**
 * Standard output or standard error. Loading Node's streams takes as long as converting a small project:
 * only a terminal gets one, and what a full pipe that does not wait has not taken.
 */
export function standard(process: NodeJS.Process, name: Name): StandardOutput {
  const descriptor = descriptors[name];
  if (process.platform === 'win32' || !takesBytes(descriptor, () => process[name].isTTY === true))
    return streamed(process, name);
  let left: StandardOutput | undefined;
  const write = (parts: Iterable<string>): void => {
    if (left) writeParts(left, parts);
    else left = writeAll(descriptor, parts, () => streamed(process, name));
  };
  return { write: (text) => write([text]), writeParts: write, settled: () => left?.settled() ?? true };
}

const nobody: StandardOutput = { write: () => undefined, writeParts: () => undefined, settled: () => true };

/** `compose2ecs convert | head`: a reader that has seen enough is no error of ours. Of standard error nobody could be told. */
const isMoot = (descriptor: number, error: unknown): boolean =>
  codeOf(error) === 'EPIPE' || descriptor === descriptors.stderr;

interface StreamOutput extends StandardOutput {
  write(text: string | Uint8Array): void;
}

function streamed(process: NodeJS.Process, name: Name): StreamOutput {
  const stream = process[name];
  stream.on('error', (error) => {
    if (!isMoot(descriptors[name], error)) process.once('exit', () => (process.exitCode = exit.usage));
  });
  return {
    write: (text) => void stream.write(text),
    settled: () => false,
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns;
    },
  };
}

/** What a pipe takes at once. */
const room = new Uint8Array(65_536);

/** @returns who takes all that follows, when it is not the descriptor itself */
function writeAll(descriptor: number, parts: Iterable<string>, slow: () => StreamOutput): StandardOutput | undefined {
  let left: StreamOutput | undefined;
  for (const bytes of encoded(parts, room)) {
    let start = 0;
    try {
      while (!left && start < bytes.length) start += writeSync(descriptor, bytes, start);
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') left = slow();
      else if (isMoot(descriptor, error)) return nobody;
      else throw error;
    }
    left?.write(bytes.slice(start));
  }
  return left;
}

/** All but a terminal is written to as it is. */
function takesBytes(descriptor: number, isTerminal: () => boolean): boolean {
  try {
    const stat = fstatSync(descriptor);
    if (stat.isFile() || stat.isFIFO() || stat.isSocket()) return true;
    if (!stat.isCharacterDevice()) return false;
    return stat.rdev === statSync('/dev/null').rdev || !isTerminal();
  } catch {
    return false;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
