import type { Project } from '../compose/project.ts';
import type { Report } from '../diagnostics/declare.ts';
import type { Path } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { notAMapping, unknownField } from './problems.ts';
import { type OptionName, optionNames, optionRow } from './table.ts';

export interface ExtensionField {
  readonly value: unknown;
  readonly path: Path;
  /** As it was written. */
  readonly name: string;
}

/** Top-level `x-ecs`, its fields by option. */
export interface ExtensionFields {
  readonly options: ReadonlyMap<OptionName, ExtensionField>;
  readonly diagnostics?: ExtensionField;
}

/** Fields of top-level `x-ecs` that are no options: raw parts are merged by settle. */
const otherFields = ['taskDefinition', 'service', 'diagnostics'];

const optionBySpelling = (): ReadonlyMap<string, OptionName> =>
  new Map(
    optionNames.flatMap((name) =>
      [name, ...(optionRow(name).aliases ?? [])].map((spelling) => [spelling, name] as const),
    ),
  );

/** Values come from the project's model: interpolation has been at work. */
export function readExtension(project: Project, report: Report): ExtensionFields {
  const options = new Map<OptionName, ExtensionField>();
  const path = ['x-ecs'];
  const extension = project.model['x-ecs'];
  if (extension === undefined || extension === null) return { options };
  if (typeof extension !== 'object' || Array.isArray(extension)) {
    report(notAMapping, { path });
    return { options };
  }
  const spellings = optionBySpelling();
  let diagnostics: ExtensionField | undefined;
  for (const [name, value] of Object.entries(extension)) {
    if (value === null) continue;
    const field = { value, path: [...path, name], name };
    const option = spellings.get(name);
    if (option) options.set(option, field);
    else if (name === 'noLogs') options.set('logs', { ...field, value: inverse(value) });
    else if (name === 'diagnostics') diagnostics = field;
    else if (!otherFields.includes(name) && !name.startsWith('x-'))
      report(
        unknownField,
        { path: field.path },
        { field: name, hint: didYouMean(name, [...spellings.keys(), ...otherFields]) },
      );
  }
  return { options, ...(diagnostics ? { diagnostics } : {}) };
}

const inverse = (value: unknown): unknown =>
  value === true || value === 'true' ? false : value === false || value === 'false' ? true : value;
