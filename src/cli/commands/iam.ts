import { policies } from '../../push/iam.ts';
import { type CommandModule, exit } from '../command.ts';
import { addConversionFlags, addReadingFlags, addReportingFlags, reportingOf } from '../flags.ts';
import { compileFlags, exitCodes } from '../project-run.ts';
import { show } from '../show.ts';

const examples = `
Examples:
  compose2ecs iam --region eu-west-1 --account 123456789012 > policies.json
  compose2ecs iam | jq .executionRole                   for the task execution role
  compose2ecs iam | jq .pusher                          for whoever runs push`;

/** `compose2ecs iam`: the least-privilege policies of this project. Makes no call. */
export const iam: CommandModule = {
  define: (command) => {
    command.option('--account <ID>', 'AWS account in the ARNs (default "*")');
    addReadingFlags(command);
    addConversionFlags(command);
    addReportingFlags(command);
    command.addHelpText('after', examples);
  },
  run: async (flags, _args, streams) => {
    const { compiled, verdict, rules } = await compileFlags(flags, streams);
    const { app, options, diagnostics } = compiled;
    if (verdict !== 'ok' || !app) {
      await show(diagnostics, { ...reportingOf(flags), streams, rules, app });
      return exitCodes[verdict];
    }
    const home = {
      cluster: options?.cluster ?? 'default',
      ...(options?.region ? { region: options.region } : {}),
      ...(typeof flags.account === 'string' ? { account: flags.account } : {}),
    };
    streams.stdout.write(`${JSON.stringify(policies(app, home), null, 2)}\n`);
    return exit.ok;
  },
};
