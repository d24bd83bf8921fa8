import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Output } from './command.ts';

type Name = 'stdout' | 'stderr';

const descriptors: Readonly<Record<Name, number>> = { stdout: 1, stderr: 2 };

export interface StandardOutput extends Output {
  write(text: string | Uint8Array): void;
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
  const write = (text: string | Uint8Array): void => {
    if (left) left.write(text);
    else left = writeAll(descriptor, text, () => streamed(process[name]));
  };
  return { write, settled: () => left?.settled() ?? true };
}

/** `compose2ecs convert | head`: a reader that has seen enough is no error of ours. */
const nobody: StandardOutput = { write: () => undefined, settled: () => true };
const isClosed = (error: unknown): boolean => codeOf(error) === 'EPIPE';

function streamed(stream: NodeJS.WriteStream): StandardOutput {
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

/** @returns who takes all that follows, when it is not the descriptor itself */
function writeAll(
  descriptor: number,
  text: string | Uint8Array,
  slow: () => StandardOutput,
): StandardOutput | undefined {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let start = 0; start < bytes.length; )
    try {
      start += writeSync(descriptor, bytes, start);
    } catch (error) {
      if (isClosed(error)) return nobody;
      if (codeOf(error) !== 'EAGAIN') throw error;
      const stream = slow();
      stream.write(bytes.subarray(start));
      return stream;
    }
  return undefined;
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
