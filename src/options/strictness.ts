import type { Report } from '../diagnostics/declare.ts';
import type { Path } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { list, toggle } from './kinds.ts';
import type { Strictness } from './options.ts';
import { invalidOption, notAllowable, unknownCode, unknownField } from './problems.ts';
import type { Codes } from './resolve.ts';
import type { ExtensionFields } from './x-ecs.ts';

export interface StrictnessInput {
  readonly strict?: boolean;
  readonly deny?: readonly string[];
  readonly allow?: readonly string[];
}

const codes = list('CODE');
const readers = { strict: toggle, deny: codes, allow: codes } as const;
type Field = keyof typeof readers;
const fields = Object.keys(readers) as Field[];

/** Codes of the flags and of `x-ecs.diagnostics` add up; `strict` of either is enough. */
export function resolveStrictness(
  input: StrictnessInput = {},
  extension: ExtensionFields,
  known: Codes | undefined,
  report: Report,
): Strictness {
  const fixed = readField(extension, report);
  const of = (name: 'deny' | 'allow'): readonly string[] => {
    const flags = (input[name] ?? []).flatMap((text) => text.split(','));
    const entries = [
      ...fixed[name].map((code, index) => ({
        code,
        path: ['x-ecs', 'diagnostics', name, index],
        flag: `x-ecs ${name}`,
      })),
      ...flags.map((code) => ({ code, path: [], flag: `--${name}` })),
    ];
    return entries.filter((entry) => !known || checked(name, entry, known, report)).map(({ code }) => code);
  };
  return { strict: (input.strict ?? false) || fixed.strict, deny: of('deny'), allow: of('allow') };
}

function checked(
  name: 'deny' | 'allow',
  { code, path, flag }: { code: string; path: Path; flag: string },
  known: Codes,
  report: Report,
): boolean {
  const found = known.get(code);
  if (!found) report(unknownCode, { path }, { flag, word: code, hint: didYouMean(code, known.keys()) });
  else if (name === 'allow' && found.severity !== 'error')
    report(notAllowable, { path }, { word: code, severity: `${article(found.severity)} already` });
  else if (name === 'allow' && found.allow === undefined)
    report(notAllowable, { path }, { word: code, severity: 'an error without any representable result' });
  else return true;
  return false;
}

const article = (severity: string): string => (severity === 'info' ? 'an info' : `a ${severity}`);

function readField({ diagnostics: field }: ExtensionFields, report: Report): Required<StrictnessInput> {
  const result = { strict: false, deny: [] as readonly string[], allow: [] as readonly string[] };
  if (!field) return result;
  const { value, path } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report(invalidOption, { path }, { name: 'x-ecs.diagnostics', problem: 'must be a mapping' });
    return result;
  }
  for (const [name, written] of Object.entries(value)) {
    const known = fields.find((one) => one === name);
    if (!known) {
      report(unknownField, { path: [...path, name] }, { field: `diagnostics.${name}`, hint: didYouMean(name, fields) });
      continue;
    }
    const read = readers[known].read(written);
    if ('problem' in read)
      report(invalidOption, { path: [...path, name] }, { name: `x-ecs.diagnostics.${name}`, problem: read.problem });
    else Object.assign(result, { [known]: read.value });
  }
  return result;
}
