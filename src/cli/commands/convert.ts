import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Finding } from '../../diagnostics/declare.ts';
import { bundleParts, toBundle } from '../../emit/bundle.ts';
import { type GraphFormat, graphFormats } from '../../report/formats.ts';
import { type CommandModule, exit, type Flags, type Streams, writeParts } from '../command.ts';
import { addConversionFlags, addReadingFlags, addReportingFlags, reportingOf } from '../flags.ts';
import { compileFlags, exitCodes, type OnRead, type ProjectRun } from '../project-run.ts';
import { show } from '../show.ts';

const examples = `
Examples:
  compose2ecs convert                                    this folder's project, as one JSON document
  compose2ecs convert -f compose.yaml -f prod.yaml -o ecs/
  compose2ecs convert --image web=registry.example/web:1.4 --region eu-west-1
  compose2ecs convert --target fargate --execution-role ecsTaskExecutionRole --subnets subnet-0f3a9c1b2d4e5f607
  compose2ecs convert --report report.html -o ecs/
  compose2ecs convert --graph svg -o tasks.svg
  compose2ecs convert --strict --diagnostics github      in a pipeline`;

/** `compose2ecs convert`: Compose files in, ECS definitions out. */
export const convert: CommandModule = {
  define: (command: Command) => {
    command
      .addOption(
        new Option(
          '-o, --output <PATH>',
          'file, folder (one file per definition; "ecs/" makes one), or "-" (default "-")',
        ).argParser(outputPath),
      )
      .addOption(
        new Option('--report <FILE>', 'also write what to read before migrating (.md or .html)').argParser(reportPath),
      )
      .addOption(new Option('--graph <FORMAT>', 'write a picture of the tasks instead').choices(graphFormats))
      .option('-w, --watch', 'convert again whenever a file that was read changes');
    addReadingFlags(command);
    addConversionFlags(command);
    addReportingFlags(command);
    command.addHelpText('after', examples);
  },
  run: async (flags, _args, streams) => {
    if (flags.watch !== true) return convertOnce(flags, streams);
    const { watch } = await import('../watch.ts');
    return watch((onRead) => convertOnce(flags, streams, onRead), streams);
  },
};

async function convertOnce(flags: Flags, streams: Streams, onRead?: OnRead): Promise<number> {
  const run = await compileFlags(flags, streams, onRead);
  const output = run.verdict === 'ok' ? await write(run, flags, streams) : [];
  const diagnostics = [...output, ...run.compiled.diagnostics];
  const failed = output.some(({ severity }) => severity === 'error');
  await show(diagnostics, { ...reportingOf(flags), streams, rules: run.rules, app: run.compiled.app });
  return failed ? exit.usage : exitCodes[run.verdict];
}

/** Writes the result where `-o` and `--report` say, and returns what is to be said about that. */
async function write(run: ProjectRun, flags: Flags, streams: Streams): Promise<readonly Finding[]> {
  const { app, project, deployment, options, diagnostics } = run.compiled;
  if (!app || !project || !deployment) return [];
  const drawn = { app, project, deployment, diagnostics };
  const at = (path: string): string => resolve((streams.cwd ?? process.cwd)(), path);
  const path = typeof flags.output === 'string' ? flags.output : '-';
  const findings: Finding[] = [];
  if (typeof flags.report === 'string') {
    const { reportText } = await import('../../report/index.ts');
    const { writeText } = await import('../output.ts');
    const text = reportText(drawn, flags.report.endsWith('.md') ? 'md' : 'html');
    findings.push(...writeText(at(flags.report), text));
  }
  if (isGraphFormat(flags.graph)) {
    const { drawGraph } = await import('../../report/index.ts');
    const { writeText } = await import('../output.ts');
    const text = drawGraph(drawn, flags.graph);
    if (path === '-') streams.stdout.write(text);
    else findings.push(...writeText(at(path), text));
    return findings;
  }
  const bundle = toBundle(app);
  if (path === '-') {
    writeParts(streams.stdout, bundleParts(bundle));
    return findings;
  }
  const { writeBundle } = await import('../output.ts');
  const prefix = options?.family ?? project.model.name;
  return [...findings, ...writeBundle(bundle, at(path), /[/\\]$/.test(path), prefix)];
}

const isGraphFormat = (value: unknown): value is GraphFormat => graphFormats.some((format) => format === value);

/** An empty path is a variable that is not set, and would mean this folder. */
function outputPath(value: string): string {
  if (value !== '') return value;
  throw new InvalidArgumentError('It is empty.');
}

function reportPath(value: string): string {
  if (/\.(md|html?)$/.test(value)) return value;
  throw new InvalidArgumentError('It ends in .md or .html.');
}
