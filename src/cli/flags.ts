import { type Command, Option } from 'commander';
import type { LoadRequest } from '../compose/request.ts';
import type { OptionInput } from '../options/resolve.ts';
import { optionNames, optionRow } from '../options/table.ts';
import type { Flags } from './command.ts';
import { type Format, formats } from './format.ts';

interface FlagRow {
  readonly flags: string;
  readonly description: string;
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
}

/** Which project is read: as `docker compose` spells it. */
const reading: readonly FlagRow[] = [
  { flags: '-f, --file <FILE>', repeatable: true, description: 'Compose file; "-" reads standard input' },
  { flags: '-p, --project-name <NAME>', description: 'project name' },
  { flags: '--project-directory <DIR>', description: 'folder that relative paths start from' },
  { flags: '--env-file <FILE>', repeatable: true, description: 'variables for interpolation, instead of .env' },
  { flags: '--profile <NAME>', repeatable: true, description: 'profile to enable' },
];

const reporting: readonly FlagRow[] = [
  { flags: '--diagnostics <FORMAT>', choices: formats, description: 'how findings are written to stderr' },
  { flags: '--strict', description: 'stop at any warning (exit 3)' },
  { flags: '--deny <CODE>', repeatable: true, description: 'stop at findings of this code (exit 3)' },
  {
    flags: '--allow <CODE>',
    repeatable: true,
    description: 'lower errors of this code to warnings, where that is possible',
  },
  { flags: '-q, --quiet', description: 'say only what stops the conversion' },
  { flags: '-v, --verbose', description: 'show every finding in full, with links' },
];

const gather = (value: string, previous: readonly string[] | undefined): readonly string[] => [
  ...(previous ?? []),
  value,
];

function add(command: Command, group: string, rows: readonly FlagRow[]): void {
  for (const { flags, description, repeatable, choices } of rows) {
    const option = new Option(flags, repeatable ? `${description} (repeatable)` : description).helpGroup(`${group}:`);
    if (choices) option.choices(choices);
    if (repeatable) option.argParser(gather);
    command.addOption(option);
  }
}

export const addReadingFlags = (command: Command): void => add(command, 'Project', reading);
export const addReportingFlags = (command: Command): void => add(command, 'Findings', reporting);

const dialects: readonly FlagRow[] = [
  { flags: '--ecs-params <FILE>', description: 'parameter file of the retired Amazon ECS CLI (ecs-params.yml)' },
];

/** The conversion's own options, from the one table. */
export function addConversionFlags(command: Command): void {
  add(command, 'Project', dialects);
  for (const name of optionNames) {
    const { flag, kind, description, group } = optionRow(name);
    const value = kind.placeholder === '' ? '' : ` <${kind.placeholder}>`;
    add(command, group, [{ flags: `--${flag}${value}`, description, repeatable: kind.repeatable }]);
  }
}

const texts = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined);
const optional = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function loadRequest(flags: Flags): LoadRequest {
  const files = texts(flags.file);
  const envFiles = texts(flags.envFile);
  const profiles = texts(flags.profile);
  return {
    ...(files ? { files } : {}),
    ...(envFiles ? { envFiles } : {}),
    ...(profiles ? { profiles } : {}),
    projectName: optional(flags.projectName),
    projectDirectory: optional(flags.projectDirectory),
    ecsParams: optional(flags.ecsParams),
  };
}

/** Texts as they were written; the table reads and checks them. */
export function optionInput(flags: Flags): OptionInput {
  const written = optionNames.flatMap((name) => {
    const { flag, negated } = optionRow(name);
    const value = flags[camelCase(negated ? flag.replace(/^no-/, '') : flag)];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(written), diagnostics: strictness(flags) };
}

export function strictness(flags: Flags): { strict: boolean; deny: readonly string[]; allow: readonly string[] } {
  const { strict, deny, allow } = flags;
  return { strict: strict === true, deny: texts(deny) ?? [], allow: texts(allow) ?? [] };
}

export function reportingOf(flags: Flags): { format: Format; quiet: boolean; verbose: boolean } {
  return {
    format: formats.find((format) => format === flags.diagnostics) ?? 'text',
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
  };
}

const camelCase = (flag: string): string => flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
