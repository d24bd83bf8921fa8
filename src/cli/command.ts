import type { Command } from 'commander';

/** What a run may touch of the outside; `process` is one, tests hand in their own. */
export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: () => string;
  /** All of standard input, when it is not the process's own. */
  readonly readStdin?: () => Uint8Array;
  /** Told the size of each text before it is taken in. */
  readonly onText?: (bytes: number) => void;
  /** Ends `--watch`. */
  readonly signal?: AbortSignal;
}

export interface Output {
  write(text: string): unknown;
  /** The same for a text in parts, none of which need stay in memory. */
  writeParts?(parts: Iterable<string>): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What has no way of its own to take parts gets them put together, a large text in several. */
export function writeParts(output: Output, parts: Iterable<string>): void {
  if (output.writeParts) {
    output.writeParts(parts);
    return;
  }
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < largeText) continue;
    output.write(text);
    text = '';
  }
  if (text !== '') output.write(text);
}

const largeText = 1_000_000;

/** Exit codes: the contract with scripts and pipelines. */
export const exit = { ok: 0, errors: 1, usage: 2, denied: 3, aws: 4, changes: 5, fault: 70 } as const;

/** Flags as commander hands them over: camelCase names. */
export type Flags = Readonly<Record<string, unknown>>;

/** One command; its module is loaded only when it runs. */
export interface CommandModule {
  /** Declares arguments, flags and examples. */
  define(command: Command): void;
  /** Returns the exit code. Writes only to `streams`. */
  run(flags: Flags, args: readonly string[], streams: Streams): number | Promise<number>;
}
