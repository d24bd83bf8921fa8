import { InvalidArgumentError, Option } from 'commander';
import type { LogConfiguration } from '../../ecs/model.ts';
import { PortError } from '../../push/port.ts';
import type { LogLine, ReadLogs } from '../../push/sdk-clients.ts';
import * as found from '../aws/findings.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { type AwsRun, withAws } from '../aws/project.ts';
import { knownSelection } from '../aws/selection.ts';
import { type CommandModule, exit, type Streams } from '../command.ts';

const examples = `
Examples:
  compose2ecs logs --region eu-west-1                   the last ten minutes of every container
  compose2ecs logs -f web --since 60                    follow one service
Logs are read from CloudWatch: npm install @aws-sdk/client-cloudwatch-logs.`;

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (text.trim() !== '' && Number.isFinite(minutes) && minutes >= 0) return minutes;
  throw new InvalidArgumentError('It is no number of minutes.');
}

/** `compose2ecs logs`: what the containers wrote, from the awslogs groups of their definitions. */
export const logs: CommandModule = {
  define: (command) => {
    command
      .argument('[services...]', 'Compose services; all when none is given')
      .option('--follow', 'go on as new lines come')
      .addOption(new Option('--since <MINUTES>', 'how far back (default 10)').argParser(minutesOf));
    addAwsFlags(command);
    command.addHelpText('after', examples.replace('-f web', '--follow web'));
  },
  run: (flags, services, streams) =>
    withAws(
      flags,
      streams,
      async (aws) => {
        if (!knownSelection(aws, services)) return exit.usage;
        const { sdkLogs } = await import('../../push/sdk-clients.ts');
        const groups = logGroups(aws, services);
        if (groups.length === 0) {
          aws.report(found.noLogs, { path: [] });
          return exit.ok;
        }
        const minutes = Number(flags.since ?? 10);
        const since = aws.session.clock.now() - minutes * 60_000;
        const read = sdkLogs(aws.session.connection, undefined, aws.session.signal);
        await follow(groups, since, flags.follow === true, read, aws, streams);
        return exit.ok;
      },
      { quietConversion: true },
    ),
};

interface LogGroup {
  readonly container: string;
  readonly group: string;
  readonly prefix: string;
}

/** awslogs names streams `prefix/container/task`. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
function logGroups({ app, run: { compiled } }: AwsRun, services: readonly string[]): LogGroup[] {
  const wanted = new Set(services.map((service) => compiled.deployment?.containerNames.get(service) ?? service));
  const groupOf = (container: string, log: LogConfiguration | undefined): LogGroup[] => {
    const group = log?.options?.['awslogs-group'];
    const prefix = log?.options?.['awslogs-stream-prefix'];
    return group ? [{ container, group, prefix: prefix ? `${prefix}/${container}/` : '' }] : [];
  };
  return app.taskDefinitions
    .flatMap(({ containerDefinitions }) => containerDefinitions)
    .filter(({ name }) => wanted.size === 0 || wanted.has(name))
    .flatMap(({ name, logConfiguration }) => groupOf(name, logConfiguration));
}

/** Milliseconds by which a line may come later than one that was written after it: each container sends its own. */
const lateness = 30_000;

async function follow(
  groups: readonly LogGroup[],
  since: number,
  forever: boolean,
  read: ReadLogs,
  { session: { clock, signal } }: AwsRun,
  streams: Streams,
): Promise<void> {
  const seen = new Set<string>();
  let from = since;
  for (;;) {
    const start = Math.max(since, from - lateness);
    const pages = await Promise.all(
      groups.map(async (one) => (await read(one.group, one.prefix, start)).map((line) => ({ one, line }))),
    ).catch((error: unknown) => {
      // Ctrl-C is how following ends, also while lines are being read.
      if (forever && error instanceof PortError && error.kind === 'aborted') return undefined;
      throw error;
    });
    if (!pages) return;
    const lines = pages.flat().filter(({ line }) => !seen.has(line.id));
    for (const { one, line } of lines.sort((a, b) => a.line.at - b.line.at)) {
      seen.add(line.id);
      streams.stdout.write(`${one.container} | ${printable(line)}\n`);
      from = Math.max(from, line.at);
    }
    if (!forever || signal.aborted) return;
    const rested = await clock.sleep(2_000, signal).then(
      () => true,
      () => false,
    );
    if (!rested) return;
  }
}

/** Lines of containers may hold anything; only control characters that move the cursor are taken out. */
const printable = ({ message }: LogLine): string => message.replaceAll(cursor, '');
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const cursor = /\u001b\[[0-9;]*[A-HJKSTfsu]|[\u0000-\u0008\u000b-\u001a]/g;
