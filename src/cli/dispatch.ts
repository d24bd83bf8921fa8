import { Command, CommanderError } from 'commander';
import { version } from '../version.ts';
import { exit, type Streams } from './command.ts';
import type { CommandEntry } from './commands.ts';
import { requestedFormat } from './format.ts';

/** Runs one command line with the commands there are. Never throws, never exits; resolves to the exit code. */
export async function runOf(
  commands: readonly CommandEntry[],
  argv: readonly string[],
  streams: Streams,
): Promise<number> {
  try {
    return await dispatch(commands, argv, streams);
  } catch (error) {
    const { failUsage, isFolderGone, isUnwritten, reportFault, reportUnwritten, reportUsage } = await import(
      './failure.ts'
    );
    const format = requestedFormat(argv);
    if (error instanceof CommanderError) return reportUsage(error, format, streams);
    if (isFolderGone(error))
      return failUsage('The current folder does not exist any more.', 'Change into another folder.', streams, format);
    if (isUnwritten(error)) return reportUnwritten(error, format, streams);
    return reportFault(error, format, argv.includes('--verbose'), streams);
  }
}

async function dispatch(commands: readonly CommandEntry[], argv: readonly string[], streams: Streams): Promise<number> {
  const [first, second] = argv;
  if (first === 'help') return dispatch(commands, second === undefined ? ['--help'] : [second, '--help'], streams);
  let code: number = exit.ok;
  const program = programOf(streams);
  for (const { name, summary, load } of commands) {
    const command = program.command(name).description(summary).copyInheritedSettings(program);
    if (name !== first) continue;
    const module = await load();
    module.define(command);
    command.action(async () => {
      code = await module.run(writtenFlags(command), command.args, streams);
    });
  }
  await program.parseAsync([...argv], { from: 'user' });
  return code;
}

/** commander gives `--no-x` a default; only what was written may win over `x-ecs`. */
function writtenFlags(command: Command): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli'),
  );
}

const overview = `
Examples:
  compose2ecs convert                                   print the ECS definitions of this folder's project
  compose2ecs convert -f compose.yaml -o ecs/           one file per definition
  compose2ecs convert --target fargate --region eu-west-1
  compose2ecs explain ports                             what becomes of a Compose key

Exit codes: 0 done, 1 errors in the project, 2 usage, 3 warnings under --strict or --deny, 4 AWS failed,
5 push --dry-run found changes, 70 a fault of compose2ecs. Nothing is written unless it is 0.`;

function programOf(streams: Streams): Command {
  return new Command('compose2ecs')
    .description(
      'Turns a Compose file into Amazon ECS task and service definitions, and says what cannot be carried over.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: () => undefined,
      getOutHelpWidth: () => streams.stdout.columns ?? 100,
      getErrHelpWidth: () => streams.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showSuggestionAfterError()
    .addHelpText('after', overview);
}
