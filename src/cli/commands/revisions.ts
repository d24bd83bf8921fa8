import { namedServices } from '../../push/live.ts';
import { nameOf } from '../../push/plan.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { withAws } from '../aws/project.ts';
import { table } from '../aws/table.ts';
import { type CommandModule, exit } from '../command.ts';

/** `compose2ecs revisions`: the registered revisions of the project's families, and which of them run. */
export const revisions: CommandModule = {
  define: (command) => {
    addAwsFlags(command);
    command.addHelpText('after', '\nExamples:\n  compose2ecs revisions --cluster prod');
  },
  run: (flags, _args, streams) =>
    withAws(
      flags,
      streams,
      async ({ app, cluster, session: { port } }) => {
        const live = await namedServices(app, port, cluster);
        const runs = new Map(
          live.map(({ taskDefinitionArn, definition }) => [taskDefinitionArn, definition.serviceName]),
        );
        const rows = await Promise.all(
          app.taskDefinitions.map(async ({ family }) =>
            (await port.revisions(family)).map((arn) => ({ revision: nameOf(arn), 'run by': runs.get(arn) ?? '' })),
          ),
        );
        streams.stdout.write(table(['revision', 'run by'], rows.flat()));
        return exit.ok;
      },
      { quietConversion: true },
    ),
};
