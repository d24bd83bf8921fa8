import { projectServices } from '../../push/live.ts';
import { PortError } from '../../push/port.ts';
import { stop as stopService } from '../../push/tasks.ts';
import * as found from '../aws/findings.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { withAws } from '../aws/project.ts';
import { knownSelection, reportNothing } from '../aws/selection.ts';
import { type CommandModule, exit } from '../command.ts';

/** `compose2ecs stop`: no task runs any more; services and definitions stay. push starts them again where a count is written. */
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
      async (aws) => {
        const { app, cluster, session, report } = aws;
        const selection = knownSelection(aws, services);
        if (!selection) return exit.usage;
        const names = new Set(selection.app.services.map(({ serviceName }) => serviceName));
        const live = await projectServices(app, session.port, cluster);
        const chosen = live.filter(({ definition }) => services.length === 0 || names.has(definition.serviceName));
        if (chosen.length === 0) reportNothing(aws);
        let code: number = exit.ok;
        for (const service of chosen) {
          try {
            streams.stdout.write(`stopped    service ${await stopService(service, session.patientPort)}\n`);
          } catch (error) {
            if (!(error instanceof PortError) || session.signal.aborted) throw error;
            const what = `The service ${service.definition.serviceName}`;
            report(found.notChanged, { path: [] }, { what, reason: error.message });
            code = exit.aws;
          }
        }
        return code;
      },
      { quietConversion: true },
    ),
};
