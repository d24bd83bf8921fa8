import type { EcsApp } from '../../ecs/model.ts';
import { nameOf } from '../../push/plan.ts';
import { PortError } from '../../push/port.ts';
import { runInput, runOnce } from '../../push/tasks.ts';
import * as found from '../aws/findings.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { withAws } from '../aws/project.ts';
import { openUninterrupted, type Session } from '../aws/session.ts';
import { type CommandModule, exit, type Streams } from '../command.ts';

const examples = `
Examples:
  compose2ecs run migrate                               the service's own command, once
  compose2ecs run web -- rake db:migrate                another command in the same task
The exit code is that of the container.`;

/** `compose2ecs run SERVICE [-- CMD]`: one task of a registered definition, watched until the container ends. */
export const run: CommandModule = {
  define: (command) => {
    command.argument('<service>', 'Compose service').argument('[command...]', 'command, after "--"');
    addAwsFlags(command);
    command.addHelpText('after', examples);
  },
  run: (flags, [service = '', ...words], streams) =>
    withAws(
      flags,
      streams,
      async ({ app, run: { compiled }, cluster, session, report }) => {
        const { clock, signal } = session;
        const container = compiled.deployment?.containerNames.get(service);
        if (container === undefined) {
          const known = app.groups.flatMap((group) => group.services).join(', ');
          report(found.notFound, { path: [] }, { service, known });
          return exit.usage;
        }
        let started: string | undefined;
        try {
          const request = { app, container, command: words, cluster };
          const { exitCode, reason, task } = await runOnce(request, session.port, clock, signal, (arn) => {
            started = arn;
          });
          streams.stdout.write(`${nameOf(task.arn)} ${reason}\n`);
          return exitCode ?? exit.aws;
        } catch (error) {
          if (!(error instanceof PortError)) throw error;
          if (started === undefined) {
            if (!signal.aborted) throw error;
            report(found.unsureStart, { path: [] });
            return interruptedByUser;
          }
          if (signal.aborted) await stopTask(started, runCluster(app, container, cluster), session, streams);
          else report(found.taskGoesOn, { path: [] }, { task: nameOf(started), reason: error.message });
          return signal.aborted ? interruptedByUser : exit.aws;
        }
      },
      { quietConversion: true },
    ),
};

/** What a shell returns for a program that Ctrl-C ended. */
const interruptedByUser = 130;

const runCluster = (app: EcsApp, container: string, cluster: string): string =>
  runInput({ app, container, command: [], cluster }).cluster ?? cluster;

/** As `docker compose run`, Ctrl-C ends what was started. */
async function stopTask(arn: string, cluster: string, session: Session, streams: Streams): Promise<void> {
  const port = await openUninterrupted(session);
  await port.stopTask(cluster, arn, 'compose2ecs run was interrupted');
  streams.stdout.write(`stopped    task ${nameOf(arn)}\n`);
}
