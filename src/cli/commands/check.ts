import { verdict } from '../../diagnostics/verdict.ts';
import type { CommandModule, Flags, Streams } from '../command.ts';
import { addConversionFlags, addReadingFlags, addReportingFlags, reportingOf, strictness } from '../flags.ts';
import { compileFlags, exitCodes } from '../project-run.ts';
import { show } from '../show.ts';

const examples = `
Examples:
  compose2ecs check -f compose.yaml
  compose2ecs check --target fargate --strict
  compose2ecs check --task-definition web.task-definition.json --service web.service.json`;

/** `compose2ecs check`: a conversion without its output; or the laws of ECS over hand-written JSON. */
export const check: CommandModule = {
  define: (command) => {
    command
      .option('--task-definition <FILE>', 'check the JSON of a task definition instead of a project')
      .option('--service <FILE>', 'check the JSON of a service, against --task-definition where both are given');
    addReadingFlags(command);
    addConversionFlags(command);
    addReportingFlags(command);
    command.addHelpText('after', examples);
  },
  run: async (flags, _args, streams) => {
    if (flags.taskDefinition !== undefined || flags.service !== undefined) return checkJson(flags, streams);
    const { compiled, rules, verdict } = await compileFlags(flags, streams);
    await show(compiled.diagnostics, { ...reportingOf(flags), streams, rules, app: compiled.app });
    return exitCodes[verdict];
  },
};

async function checkJson({ taskDefinition, service, ...flags }: Flags, streams: Streams): Promise<number> {
  const { checkFiles } = await import('../check-json.ts');
  const file = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const diagnostics = await checkFiles(file(taskDefinition), file(service), streams);
  const rules = strictness(flags);
  await show(diagnostics, { ...reportingOf(flags), streams, rules });
  return exitCodes[verdict(diagnostics, rules)];
}
