import { projectServices } from '../../push/live.ts';
import { stop as stopServices } from '../../push/tasks.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { withAws } from '../aws/project.ts';
import { picked } from '../aws/selection.ts';
import { type CommandModule, exit } from '../command.ts';

/** `compose2ecs stop`: no task runs any more; services and definitions stay, and push starts them again. */
export const stop: CommandModule = {
  define: (command) => {
    command.argument('[services...]', 'Compose services; all when none is given');
    addAwsFlags(command);
    command.addHelpText('after', '\nExamples:\n  compose2ecs stop --cluster prod worker');
  },
  run: (flags, services, streams) =>
    withAws(
      flags,
      streams,
      async ({ app, cluster, session: { port } }) => {
        const names = new Set(picked(app, services).app.services.map(({ serviceName }) => serviceName));
        const live = await projectServices(app.project, port, cluster);
        const chosen = live.filter(({ definition }) => services.length === 0 || names.has(definition.serviceName));
        for (const name of await stopServices(chosen, port)) streams.stdout.write(`stopped    service ${name}\n`);
        return exit.ok;
      },
      { quietConversion: true },
    ),
};
