import { projectServices } from '../../push/live.ts';
import { list, type Row } from '../../push/tasks.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { withAws } from '../aws/project.ts';
import { reportNothing } from '../aws/selection.ts';
import { table } from '../aws/table.ts';
import { type CommandModule, exit } from '../command.ts';

const columns: readonly (keyof Row)[] = ['service', 'task', 'container', 'status', 'ports'];

/** `compose2ecs ps`: the containers that the project runs now. */
export const ps: CommandModule = {
  define: (command) => {
    addAwsFlags(command);
    command.addHelpText('after', '\nExamples:\n  compose2ecs ps --cluster prod');
  },
  run: (flags, _args, streams) =>
    withAws(
      flags,
      streams,
      async (aws) => {
        const { port } = aws.session;
        const live = await projectServices(aws.app, port, aws.cluster);
        if (live.length === 0) reportNothing(aws);
        streams.stdout.write(table(columns, await list(live, port)));
        return exit.ok;
      },
      { quietConversion: true },
    ),
};
