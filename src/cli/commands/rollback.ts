import { rollback as rollbackService } from '../../push/rollback.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { withAws } from '../aws/project.ts';
import { picked } from '../aws/selection.ts';
import { type CommandModule, exit } from '../command.ts';

const examples = `
Examples:
  compose2ecs rollback --cluster prod                   every service of the project, one revision back
  compose2ecs rollback --cluster prod web --to 7        one service, to revision 7`;

/** `compose2ecs rollback`: the services go back to an earlier revision of their definition. */
export const rollback: CommandModule = {
  define: (command) => {
    command
      .argument('[services...]', 'Compose services; all when none is given')
      .option('--to <REVISION>', 'revision number (default: the one before)');
    addAwsFlags(command);
    command.addHelpText('after', examples);
  },
  run: (flags, services, streams) =>
    withAws(
      flags,
      streams,
      async ({ app, cluster, session: { port } }) => {
        const names = picked(app, services).app.services.map(({ serviceName }) => serviceName);
        for (const service of await port.services(cluster, names)) {
          const {
            service: name,
            from,
            to,
          } = await rollbackService(service, port, flags.to === undefined ? undefined : Number(flags.to));
          streams.stdout.write(`updated    service ${name}: ${from} -> ${to}\n`);
        }
        return exit.ok;
      },
      { quietConversion: true },
    ),
};
