import type { CommanderError } from 'commander';
import { collector, declare } from '../diagnostics/declare.ts';
import { exit, type Streams } from './command.ts';
import type { Format } from './format.ts';
import { cannotWrite, reasonOf } from './output.ts';
import { show } from './show.ts';

export const badUsage = declare<{ message: string; hint: string }>(() => ({
  code: 'command-line/usage',
  severity: 'error',
  usage: true,
  message: ({ message }) => message,
  why: 'The command was not run.',
  fix: ({ hint }) => hint,
}));

export const fault = declare<{ message: string }>(() => ({
  code: 'internal/fault',
  severity: 'error',
  message: ({ message }) => `compose2ecs failed: ${message}.`,
  why: 'This is a fault of compose2ecs, not of your files. Nothing was written.',
  fix: 'Please report it to the maintainers with the command, the Compose file and what --verbose adds, a stack trace.',
}));

/** Help and version also come as errors of commander, with exit code 0. */
export async function reportUsage(error: CommanderError, format: Format, streams: Streams): Promise<number> {
  const { report, findings } = collector();
  if (error.exitCode !== 0) {
    const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
    const hint = rest.join(' ').replace(/^\(|\)$/g, '');
    const message = error.code === 'commander.help' ? 'No command was given' : sentence(first);
    report(badUsage, { path: [] }, { message: `${message}.`, hint: hint === '' ? helpHint : hint });
  }
  if (findings.length > 0 || format !== 'text') await show(findings, { format, streams });
  return error.exitCode === 0 ? exit.ok : exit.usage;
}

/** What a command itself finds wrong with its arguments. */
export async function failUsage(message: string, hint: string, streams: Streams, format: Format = 'text') {
  const { report, findings } = collector();
  report(badUsage, { path: [] }, { message, hint });
  await show(findings, { format, streams });
  return exit.usage;
}

const helpHint = '"compose2ecs --help" lists the commands, "compose2ecs COMMAND --help" the flags of one.';
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');

export async function reportFault(error: unknown, format: Format, verbose: boolean, streams: Streams): Promise<number> {
  const { report, findings } = collector();
  const text = error instanceof Error ? error.message : String(error);
  report(fault, { path: [] }, { message: (text.split('\n')[0] ?? '').replace(/\.$/, '') });
  await show(findings, { format, streams });
  if (verbose && format === 'text' && error instanceof Error) streams.stderr.write(`${error.stack ?? ''}\n`);
  return exit.fault;
}

/** Standard output that takes no more, as on a full disk. */
export async function reportUnwritten(error: unknown, format: Format, streams: Streams): Promise<number> {
  const { report, findings } = collector();
  report(cannotWrite, { path: [] }, { path: 'Standard output', reason: reasonOf(error) });
  await show(findings, { format, streams });
  return exit.usage;
}

/** What writing to a descriptor throws; files of `-o` are told where they are written. */
export const isUnwritten = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall === 'write';

/** What `process.cwd()` throws in a folder that was removed. */
export const isFolderGone = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
