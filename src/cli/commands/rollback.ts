import { InvalidArgumentError, Option } from 'commander';
import { namedServices } from '../../push/live.ts';
import { PortError } from '../../push/port.ts';
import { rollback as rollbackService } from '../../push/rollback.ts';
import * as found from '../aws/findings.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { withAws } from '../aws/project.ts';
import { knownSelection, reportNothing } from '../aws/selection.ts';
import { type CommandModule, exit, type Flags } from '../command.ts';

const examples = `
Examples:
  compose2ecs rollback --cluster prod                   every service of the project, one revision back
  compose2ecs rollback --cluster prod web --to 7        one service, to revision 7`;

/** `compose2ecs rollback`: the services go back to an earlier revision of their definition. */
export const rollback: CommandModule = {
  define: (command) => {
    command
      .argument('[services...]', 'Compose services; all when none is given')
      .addOption(new Option('--to <REVISION>', 'revision number (default: the one before)').argParser(revisionNumber));
    addAwsFlags(command);
    command.addHelpText('after', examples);
  },
  run: (flags, services, streams) =>
    withAws(
      flags,
      streams,
      async (aws) => {
        const { cluster, session, report } = aws;
        const selection = knownSelection(aws, services);
        if (!selection) return exit.usage;
        const live = await namedServices(selection.app, session.port, cluster);
        if (live.length === 0) reportNothing(aws);
        let code: number = exit.ok;
        for (const service of live) {
          try {
            const { from, to } = await rollbackService(service, session.patientPort, revisionOf(flags));
            streams.stdout.write(`updated    service ${service.definition.serviceName}: ${from} -> ${to}\n`);
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

const revisionOf = ({ to }: Flags): number | undefined => (typeof to === 'number' ? to : undefined);

function revisionNumber(value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new InvalidArgumentError('It is a whole number, as in web:7.');
}
