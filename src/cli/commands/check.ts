import type { CommandModule } from '../command.ts';
import { addConversionFlags, addReadingFlags, addReportingFlags, reportingOf } from '../flags.ts';
import { compileFlags, exitCodes } from '../project-run.ts';
import { show } from '../show.ts';

const examples = `
Examples:
  compose2ecs check -f compose.yaml
  compose2ecs check --target fargate --strict`;

/** `compose2ecs check`: a conversion without its output. */
export const check: CommandModule = {
  define: (command) => {
    addReadingFlags(command);
    addConversionFlags(command);
    addReportingFlags(command);
    command.addHelpText('after', examples);
  },
  run: async (flags, _args, streams) => {
    const { compiled, rules, verdict } = await compileFlags(flags, streams);
    await show(compiled.diagnostics, { ...reportingOf(flags), streams, rules, app: compiled.app });
    return exitCodes[verdict];
  },
};
