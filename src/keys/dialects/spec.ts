import { span } from '../../compose/nodes.ts';
import { plain } from '../../compose/plain.ts';
import type { Report } from '../../diagnostics/declare.ts';
import type { MapNode, Node } from '../../source/node.ts';
import type { Span } from '../../source/source.ts';
import { didYouMean } from '../../source/suggest.ts';
import { invalidValue, notCarried, unknownField } from './ecs-params-diagnostics.ts';
import { put } from './extensions.ts';

/** Where a field goes, or why it does not. */
export type Rule =
  /** `as` yields undefined where the value cannot be read. */
  | { readonly to: readonly string[]; readonly as?: (value: unknown) => unknown }
  | { readonly to: readonly string[]; readonly list: Spec }
  | { readonly to: readonly string[]; readonly map: Spec }
  | { readonly why: string; readonly fix: string }
  | { readonly silent: true };

/** The fields of a mapping. */
export interface Spec {
  readonly [field: string]: Rule | { readonly fields: Spec };
}

const placeOf = (node: Node): Span => ({ source: node.source, start: node.start, end: node.end });

/** Reads a mapping by its specification; what is unknown, lost or malformed is reported at its place in the file. */
export function readSpec(node: Node, spec: Spec, report: Report): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  readInto(result, node, spec, report);
  return result;
}

function readInto(result: Record<string, unknown>, node: Node, spec: Spec, report: Report): void {
  if (node.kind !== 'map') {
    if (node.kind === 'list' || node.value !== null) said(node, 'a mapping', report);
    return;
  }
  for (const [field, entry] of node.entries) {
    const { value } = entry;
    const rule = Object.hasOwn(spec, field) ? spec[field] : undefined;
    const where = { path: [], place: span(entry) };
    if (!rule) report(unknownField, where, { field, hint: didYouMean(field, Object.keys(spec)) });
    else if ('fields' in rule) readInto(result, value, rule.fields, report);
    else if ('why' in rule) report(notCarried, where, { field, ...rule });
    else if ('to' in rule) readValue(result, value, rule, report);
  }
}

function readValue(
  result: Record<string, unknown>,
  node: Node,
  rule: Extract<Rule, { to: readonly string[] }>,
  report: Report,
): void {
  if (node.kind === 'scalar' && node.value === null) return;
  const expected = 'list' in rule ? 'a list' : 'map' in rule ? 'a mapping' : 'a value that can be read';
  const read = readRule(node, rule, report);
  if (read === undefined) said(node, expected, report);
  else put(result, rule.to, read);
}

function readRule(node: Node, rule: Extract<Rule, { to: readonly string[] }>, report: Report): unknown {
  if ('list' in rule)
    return node.kind === 'list' ? node.items.map((item) => readSpec(item, rule.list, report)) : undefined;
  if ('map' in rule) return node.kind === 'map' ? byName(node, rule.map, report) : undefined;
  return 'as' in rule && rule.as ? rule.as(plain(node)) : plain(node);
}

const byName = (node: MapNode, spec: Spec, report: Report) =>
  Object.fromEntries([...node.entries].map(([name, { value }]) => [name, readSpec(value, spec, report)]));

const said = (node: Node, expected: string, report: Report): void =>
  report(invalidValue, { path: [], place: placeOf(node) }, { expected });
