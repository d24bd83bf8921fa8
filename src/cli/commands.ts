import type { CommandModule } from './command.ts';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CommandModule>;
}

/** Every command, in the order of `--help`. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'convert',
    summary: 'write ECS task and service definitions for a Compose project',
    load: async () => (await import('./commands/convert.ts')).convert,
  },
  {
    name: 'check',
    summary: 'say what a conversion would say, and write nothing',
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'explain',
    summary: 'what a diagnostic code or a Compose key means, and what to do',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    load: async () => (await import('./commands/completion.ts')).completion,
  },
];
