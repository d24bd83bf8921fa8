import { declare, type Report } from '../diagnostics/declare.ts';
import validate from '../generated/compose-schema.js';
import type { MapNode, Node, Path } from '../source/node.ts';
import { nearest } from '../source/node.ts';
import type { Span } from '../source/source.ts';
import { didYouMean } from '../source/suggest.ts';
import { checkDates } from './dates.ts';
import { knownKeys } from './known-keys.ts';
import { span } from './nodes.ts';
import { plain } from './plain.ts';
import { faults, type SchemaFault } from './schema-errors.ts';
import { fitsSchema, plainNumber } from './schema-fit.ts';

const see = 'https://docs.docker.com/reference/compose-file/';

export const unknownKey = declare<{ key: string; at: string; hint: string }>(() => ({
  code: 'schema/unknown-key',
  severity: 'error',
  message: ({ key, at, hint }) => `${at} has no key "${key}".${hint}`,
  why: 'Compose refuses keys that it does not know; a misspelt one would do nothing.',
  fix: 'Correct the key or remove it. Keys of your own begin with "x-".',
  see,
}));

export const badName = declare<{ key: string; at: string }>(() => ({
  code: 'schema/bad-name',
  severity: 'error',
  message: ({ key, at }) => `"${key}" cannot be a name in ${at}`,
  why: 'Names are made of letters, digits, ".", "_" and "-"; variables are not filled into names.',
  fix: 'Rename it.',
  see,
}));

export const wrongType = declare<{ at: string; types: string; found: string }>(() => ({
  code: 'schema/wrong-type',
  severity: 'error',
  message: ({ at, types, found }) => `${at} must be ${types}, not ${found}`,
  why: 'The key takes nothing else; Compose refuses the file.',
  fix: ({ types, found }) => `Write ${types} here${found === 'empty' ? ', or remove the key' : ''}.`,
  see,
}));

export const missingKey = declare<{ at: string; key: string }>(() => ({
  code: 'schema/missing-key',
  severity: 'error',
  message: ({ at, key }) => `${at} needs the key "${key}"`,
  why: 'Without it the entry means nothing; Compose refuses the file.',
  fix: ({ key }) => `Add "${key}".`,
  see,
}));

export const badValue = declare<{ at: string; rule: string }>(() => ({
  code: 'schema/bad-value',
  severity: 'error',
  message: ({ at, rule }) => `${at} ${rule}`,
  why: 'The key takes no other values; Compose refuses the file.',
  fix: 'Write a value that it takes.',
  see,
}));

/** For what no schema is asked about. */
export function refuseType(node: Node, path: Path, types: readonly string[], report: Report): void {
  report(wrongType, { path, place: span(node) }, { at: show(path), types: alternatives(types), found: kindOf(node) });
}

/**
 * Checks a tree, short or long forms, against the schema of the Compose Specification, and reports all that does not fit.
 * `unite` makes its lists unique: what fits without, fits all the more with it.
 */
export function checkSchema(written: MapNode, unite: (root: MapNode) => MapNode, report: Report): void {
  if (fitsSchema(written)) return;
  const root = unite(written);
  if (root !== written && fitsSchema(root)) return;
  checkDates(root, report);
  if (validate(plain(root, plainNumber))) return;
  for (const fault of faults(validate.errors ?? [])) reportFault(root, fault, report);
}

function reportFault(root: MapNode, fault: SchemaFault, report: Report): void {
  const path = typed(root, fault.path);
  const at = show(path);
  const { node } = nearest(root, path);
  const where = { path, place: placeOf(root, path) };
  switch (fault.keyword) {
    case 'additionalProperties': {
      const key = String(fault.params.additionalProperty);
      const known = knownKeys(path);
      const inside = { path: [...path, key], place: keyOf(node, key) ?? where.place };
      if (known.length === 0) report(badName, inside, { key, at });
      else report(unknownKey, inside, { key, at, hint: didYouMean(key, known) });
      return;
    }
    case 'type':
      report(wrongType, where, { at, types: alternatives(fault.types), found: kindOf(node) });
      return;
    case 'required':
      report(missingKey, where, { at, key: String(fault.params.missingProperty) });
      return;
    default:
      report(badValue, where, { at, rule: ruleOf(fault) });
  }
}

function ruleOf({ keyword, params }: SchemaFault): string {
  switch (keyword) {
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
    case 'pattern':
      return `must match ${String(params.pattern)}`;
    case 'minimum':
    case 'maximum':
      return `must be ${String(params.comparison)} ${String(params.limit)}`;
    case 'uniqueItems':
      return 'holds the same item twice';
    default:
      return 'does not have the form that Compose expects';
  }
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  null: 'nothing',
  array: 'a list',
  object: 'a mapping',
};

function alternatives(types: readonly string[]): string {
  const words = types.map((type) => nouns[type] ?? type);
  const last = words.pop() ?? 'something else';
  return words.length > 0 ? `${words.join(', ')} or ${last}` : last;
}

function kindOf(node: Node): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'empty';
  if (typeof node.value === 'boolean') return 'true or false';
  return typeof node.value === 'string' ? 'a string' : 'a number';
}

/** The pointer's steps, list indices as numbers. */
function typed(root: MapNode, pointer: Path): Path {
  let node: Node | undefined = root;
  return pointer.map((step) => {
    const key: string | number = node?.kind === 'list' ? Number(step) : step;
    node =
      node?.kind === 'list'
        ? node.items[Number(step)]
        : node?.kind === 'map'
          ? node.entries.get(String(step))?.value
          : undefined;
    return key;
  });
}

export const show = (path: Path): string =>
  path.length === 0
    ? 'The file'
    : path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`)).join('');

function placeOf(root: MapNode, path: Path): Span {
  const { node, entry } = nearest(root, path);
  if (entry && node.kind !== 'scalar') return span(entry);
  if (entry && node.kind === 'scalar' && node.value === null) return span(entry);
  return { source: node.source, start: node.start, end: node.end };
}

function keyOf(node: Node, key: string): Span | undefined {
  const entry = node.kind === 'map' ? node.entries.get(key) : undefined;
  return entry && span(entry);
}
