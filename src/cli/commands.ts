import type { CommandModule } from './command.ts';
import { convertSummary } from './convert-summary.ts';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CommandModule>;
}

/** Every command, in the order of `--help`. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'convert',
    summary: convertSummary,
    load: async () => (await import('./commands/convert.ts')).convert,
  },
  {
    name: 'config',
    summary: 'print the project as Compose understands it',
    load: async () => (await import('./commands/config.ts')).config,
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
  {
    name: 'push',
    summary: 'register the definitions, create or update the services',
    load: async () => (await import('./commands/push.ts')).push,
  },
  {
    name: 'run',
    summary: 'run one task of a service and return its exit code',
    load: async () => (await import('./commands/run.ts')).run,
  },
  {
    name: 'ps',
    summary: 'list the containers that run',
    load: async () => (await import('./commands/ps.ts')).ps,
  },
  {
    name: 'logs',
    summary: 'print what the containers wrote',
    load: async () => (await import('./commands/logs.ts')).logs,
  },
  {
    name: 'stop',
    summary: 'scale the services to nothing',
    load: async () => (await import('./commands/stop.ts')).stop,
  },
  {
    name: 'revisions',
    summary: 'list the registered revisions',
    load: async () => (await import('./commands/revisions.ts')).revisions,
  },
  {
    name: 'rollback',
    summary: 'go back to an earlier revision',
    load: async () => (await import('./commands/rollback.ts')).rollback,
  },
  {
    name: 'down',
    summary: 'remove the services of the project',
    load: async () => (await import('./commands/down.ts')).down,
  },
  {
    name: 'iam',
    summary: 'print the policies that the project needs',
    load: async () => (await import('./commands/iam.ts')).iam,
  },
];
