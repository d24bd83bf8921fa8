import { projectServices } from '../../push/live.ts';
import { prune } from '../../push/push.ts';
import * as found from '../aws/findings.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { withAws } from '../aws/project.ts';
import { reportNothing } from '../aws/selection.ts';
import { type CommandModule, exit } from '../command.ts';

/** `compose2ecs down`: removes the services that push made for this project. Definitions, volumes and logs stay. */
export const down: CommandModule = {
  define: (command) => {
    addAwsFlags(command);
    command.addHelpText('after', '\nExamples:\n  compose2ecs down --cluster prod');
  },
  run: (flags, _args, streams) =>
    withAws(
      flags,
      streams,
      async (aws) => {
        const { app, cluster, session, report } = aws;
        const live = await projectServices(app, session.port, cluster);
        if (live.length === 0) reportNothing(aws);
        const context = { ...session, onStep: () => undefined, onProgress: () => undefined };
        const removed = await prune(live, context);
        for (const { service, outcome, reason = '' } of removed) {
          if (outcome === 'removed') streams.stdout.write(`removed    service ${service}\n`);
          else report(found.notChanged, { path: [] }, { what: `The service ${service}`, reason });
        }
        return removed.every(({ outcome }) => outcome === 'removed') ? exit.ok : exit.aws;
      },
      { quietConversion: true },
    ),
};
