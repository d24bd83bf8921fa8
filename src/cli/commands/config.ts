import { type Command, Option } from 'commander';
import { load } from '../../compose/load.ts';
import { printable } from '../../compose/print.ts';
import type { Project } from '../../compose/project.ts';
import { type TemplateVariable, variablesOf } from '../../compose/template-variables.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { place } from '../../diagnostics/place.ts';
import { verdict } from '../../diagnostics/verdict.ts';
import { explained } from '../../node/compile-checked.ts';
import type { CommandModule, Flags, Streams } from '../command.ts';
import { addReadingFlags, addReportingFlags, loadRequest, reportingOf, strictness } from '../flags.ts';
import { exitCodes, hostOf } from '../project-run.ts';
import { show } from '../show.ts';

const examples = `
Examples:
  compose2ecs config                      the project as Compose understands it, as YAML
  compose2ecs config --format json
  compose2ecs config --services           one name in each line
  compose2ecs config -q                   check only`;

/** `compose2ecs config`: the resolved project, as `docker compose config` prints it. */
export const config: CommandModule = {
  define: (command: Command) => {
    command
      .addOption(
        new Option('--format <FORMAT>', 'how the project is written (default "yaml")').choices(['yaml', 'json']),
      )
      .option('--no-interpolate', 'leave variables as they are written')
      .option('--services', 'print the names of the services')
      .option('--volumes', 'print the names of the volumes')
      .option('--networks', 'print the names of the networks')
      .option('--images', 'print the images of the services')
      .option('--profiles', 'print the names of the profiles')
      .option('--variables', 'print the variables that the project refers to');
    addReadingFlags(command);
    addReportingFlags(command);
    command.addHelpText('after', examples);
  },
  run: async (flags, _args, streams) => {
    const { project, diagnostics } = await read(flags, streams);
    const rules = strictness(flags);
    const outcome = verdict(diagnostics, rules);
    if (project && outcome === 'ok' && flags.quiet !== true) streams.stdout.write(await output(project, flags));
    const reporting = reportingOf(flags);
    if (diagnostics.length > 0 || reporting.format !== 'text')
      await show(diagnostics, { ...reporting, streams, rules });
    return exitCodes[outcome];
  },
};

interface Read {
  readonly project: Project | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function read(flags: Flags, streams: Streams): Promise<Read> {
  const interpolate = flags.interpolate !== false && flags.variables !== true;
  return explained(hostOf(streams), (host) => {
    const { value, diagnostics } = load({ ...loadRequest(flags), interpolate }, host);
    return { project: value, diagnostics: place(diagnostics, value) };
  });
}

async function output(project: Project, flags: Flags): Promise<string> {
  const { model } = project;
  const services = Object.entries(model.services);
  if (flags.services === true) return lines(Object.keys(model.services));
  if (flags.volumes === true) return lines(Object.keys(model.volumes ?? {}));
  if (flags.networks === true) return lines(Object.keys(model.networks ?? {}));
  if (flags.images === true) return lines(services.map(([name, { image }]) => image || `${model.name}-${name}`));
  if (flags.profiles === true) return lines(project.profiles ?? []);
  const json = flags.format === 'json';
  if (flags.variables === true) {
    const found = variablesOf(project.tree);
    return json ? `${JSON.stringify(byName(found), null, 2)}\n` : table(found);
  }
  const format = json ? 'json' : 'yaml';
  const value = printable(model, { format, doubling: flags.interpolate !== false });
  if (json) return `${JSON.stringify(value, null, 2)}\n`;
  const { yamlText } = await import('../yaml-text.ts');
  return yamlText(value);
}

const lines = (names: readonly string[]): string =>
  [...names]
    .sort()
    .map((name) => `${name}\n`)
    .join('');

const byName = (found: readonly TemplateVariable[]): object =>
  Object.fromEntries(
    found.map(({ name, required, fallback, alternate }) => [
      name,
      { Name: name, DefaultValue: fallback, PresenceValue: alternate, Required: required },
    ]),
  );

function table(found: readonly TemplateVariable[]): string {
  const head = ['NAME', 'REQUIRED', 'DEFAULT VALUE', 'ALTERNATE VALUE'];
  const rows = [head, ...found.map((one) => [one.name, String(one.required), one.fallback, one.alternate])];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('   ')
          .trimEnd()}\n`,
    )
    .join('');
}
