import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Streams } from './command.ts';

/** Milliseconds between two looks; editors that replace a file on saving are seen as well as those that write into it. */
const pause = 150;

/** Converts again whenever a file that the last round asked for appears, changes or goes, until the signal ends it. */
export async function watch(
  once: (onRead: (path: string) => void) => Promise<number>,
  streams: Streams,
): Promise<number> {
  for (;;) {
    // The state before reading: a change while a round runs starts the next one.
    const seen = new Map<string, string>();
    const code = await once((path) => {
      if (!seen.has(path)) seen.set(path, stamp(path));
    });
    if (streams.stderr.isTTY) streams.stderr.write(`Watching ${seen.size} files; Ctrl-C ends.\n`);
    do {
      if (streams.signal?.aborted) return code;
      await wait(pause);
    } while ([...seen].every(([path, before]) => stamp(path) === before));
  }
}

function stamp(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : 'none';
  } catch {
    return 'unreadable';
  }
}
