import type { Project } from '../compose/project.ts';
import { collector, type Declaration, type Outcome, type Report } from '../diagnostics/declare.ts';
import { hinting } from '../source/suggest.ts';
import { defaultOptions, type Options } from './options.ts';
import { invalidOption, unknownTarget } from './problems.ts';
import { resolveStrictness, type StrictnessInput } from './strictness.ts';
import { type OptionName, type OptionValues, optionNames, optionRow } from './table.ts';
import { type ExtensionFields, readExtension } from './x-ecs.ts';

export type { OptionValues } from './table.ts';

/** Options as a caller writes them: any subset; texts of the command line are taken as well as values. */
export interface OptionInput extends OptionValues {
  readonly diagnostics?: StrictnessInput;
}

/** Every code there is, for `allow` and `deny`; without it they are taken unchecked. */
export type Codes = ReadonlyMap<string, Pick<Declaration<never>, 'severity' | 'allow'>>;

/** Written options over top-level `x-ecs` over defaults, each checked. */
export function resolveOptions(input: OptionInput, project: Project, codes?: Codes): Outcome<Options> {
  const { report, findings } = collector();
  const extension = readExtension(project, report);
  const values: Partial<Record<OptionName, unknown>> = {};
  for (const name of optionNames) {
    const value = readOne(name, input, extension, report);
    if (value === undefined) continue;
    checkNames(name, value, project, input[name] === undefined ? extension : undefined, report);
    values[name] = value;
  }
  const diagnostics = resolveStrictness(input.diagnostics, extension, codes, report);
  return { value: { ...defaultOptions, ...values, diagnostics } as Options, diagnostics: findings };
}

/** Mappings add up key by key, the written one winning; anything else is replaced as a whole. */
function readOne(name: OptionName, input: OptionInput, extension: ExtensionFields, report: Report): unknown {
  const { kind, flag } = optionRow(name);
  const written = input[name];
  const field = extension.options.get(name);
  let value: unknown;
  if (field) {
    const read = kind.read(field.value);
    if ('value' in read) value = read.value;
    else
      report(
        invalidOption,
        { path: [...field.path, ...(read.at ?? [])] },
        { name: `x-ecs.${field.name}`, problem: read.problem },
      );
  }
  if (written === undefined) return value;
  const read = kind.read(written);
  if ('value' in read)
    return isMap(read.value) && isMap(value) ? Object.assign(Object.create(null), value, read.value) : read.value;
  report(invalidOption, { path: [] }, { name: `--${flag}`, problem: read.problem });
  return value;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kinds = { services: 'the service', volumes: 'the volume', secrets: 'the secret' } as const;

function checkNames(
  name: OptionName,
  value: unknown,
  project: Project,
  extension: ExtensionFields | undefined,
  report: Report,
): void {
  const { names, flag } = optionRow(name);
  if (!names) return;
  const known = new Set([
    ...Object.keys(project.model[names] ?? {}),
    ...(names === 'services' ? project.inactive : []),
  ]);
  const hint = hinting([...known]);
  const field = extension?.options.get(name);
  const used = Array.isArray(value) ? value.map((entry) => String(entry.service)) : Object.keys(value as object);
  for (const word of used)
    if (!known.has(word))
      report(
        unknownTarget,
        { path: field ? [...field.path, word] : [] },
        { name: field ? `x-ecs.${field.name}` : `--${flag}`, kind: kinds[names], word, hint: hint(word) },
      );
}
