import { fstatSync, statSync, writeSync } from 'node:fs';
import { type Output, writeParts } from './command.ts';
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
  if (process.platform === 'win32' || !takesBytes(descriptor)) return streamed(process[name]);
  let left: StandardOutput | undefined;
  const write = (parts: Iterable<string>): void => {
    if (left) writeParts(left, parts);
    else left = writeAll(descriptor, parts, () => streamed(process[name]));
  };
  return { write: (text) => write([text]), writeParts: write, settled: () => left?.settled() ?? true };
}

/** `compose2ecs convert | head`: a reader that has seen enough is no error of ours. */
const nobody: StandardOutput = { write: () => undefined, writeParts: () => undefined, settled: () => true };
const isClosed = (error: unknown): boolean => codeOf(error) === 'EPIPE';

interface StreamOutput extends StandardOutput {
  write(text: string | Uint8Array): void;
}

function streamed(stream: NodeJS.WriteStream): StreamOutput {
  stream.on('error', (error) => {
    if (!isClosed(error)) throw error;
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
      if (isClosed(error)) return nobody;
      if (codeOf(error) !== 'EAGAIN') throw error;
      left = slow();
    }
    left?.write(bytes.slice(start));
  }
  return left;
}

/** Files, pipes, sockets and /dev/null are written to as they are. */
function takesBytes(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    if (stat.isFile() || stat.isFIFO() || stat.isSocket()) return true;
    return stat.isCharacterDevice() && stat.rdev === statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
