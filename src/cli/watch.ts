import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Streams } from './command.ts';

interface Round {
  readonly code: number;
  readonly read: ReadonlySet<string>;
}

/** Milliseconds between two looks; editors that replace a file on saving are seen as well as those that write into it. */
const pause = 150;

/** Converts again whenever a file that the last round asked for appears, changes or goes, until the signal ends it. */
export async function watch(once: () => Promise<Round>, streams: Streams): Promise<number> {
  for (;;) {
    const { code, read } = await once();
    const before = stamps(read);
    if (streams.stderr.isTTY) streams.stderr.write(`Watching ${read.size} files; Ctrl-C ends.\n`);
    do {
      if (streams.signal?.aborted) return code;
      await wait(pause);
    } while (stamps(read) === before);
  }
}

const stamps = (paths: ReadonlySet<string>): string => [...paths].map(stamp).join();

function stamp(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : 'none';
  } catch {
    return 'unreadable';
  }
}
