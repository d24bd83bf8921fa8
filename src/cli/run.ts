import type { Streams } from './command.ts';
import { commands } from './commands.ts';
import { runOf } from './dispatch.ts';

export type { Streams } from './command.ts';

/** Runs one command line. Never throws, never exits; resolves to the exit code. */
export const run = (argv: readonly string[], streams: Streams): Promise<number> => runOf(commands, argv, streams);
