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
];
