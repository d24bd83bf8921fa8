import { runOnce } from '../../push/tasks.ts';
import * as found from '../aws/findings.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { withAws } from '../aws/project.ts';
import { type CommandModule, exit } from '../command.ts';

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
      async ({ app, run: { compiled }, cluster, session: { port, clock, signal }, report }) => {
        const container = compiled.deployment?.containerNames.get(service);
        if (container === undefined) {
          const known = app.groups.flatMap((group) => group.services).join(', ');
          report(found.notFound, { path: [] }, { service, known });
          return exit.usage;
        }
        const request = { app, container, command: words, cluster };
        const { exitCode, reason, task } = await runOnce(request, port, clock, signal);
        streams.stdout.write(`${task.arn.slice(task.arn.lastIndexOf('/') + 1)} ${reason}\n`);
        return exitCode ?? exit.aws;
      },
      { quietConversion: true },
    ),
};
