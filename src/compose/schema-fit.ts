import type { ListNode, MapNode, Node, ScalarValue } from '../source/node.ts';
import { isDate } from './dates.ts';
import { type Check, checkOf, type Demands, typeOf } from './schema-check.ts';

/**
 * Whether a tree certainly keeps to the schema and holds no dates: straight from the nodes, and without the validator,
 * which is only needed to say what is wrong. In doubt it says no.
 */
export const fitsSchema = (root: Node): boolean => fits(root, checkOf({ $ref: '#' }));

function fits(node: Node, check: Check): boolean {
  const demands = check.demands(typeOf(node));
  if (!demands) return false;
  if (node.kind === 'scalar')
    return (demands.free || fitsBounds(plainNumber(node.value), demands)) && (node.quoted || !isDate(node));
  return node.kind === 'map' ? fitsMap(node, demands) : fitsList(node, demands);
}

function fitsBounds(value: ScalarValue, { values, pattern, minimum, maximum }: Demands): boolean {
  if (values && !values.includes(value)) return false;
  if (typeof value === 'string') return !pattern || pattern.test(value);
  return typeof value !== 'number' || (value >= minimum && value <= maximum);
}

/** The validator knows numbers, not bigints. */
export const plainNumber = (value: ScalarValue): ScalarValue => (typeof value === 'bigint' ? Number(value) : value);

function fitsList({ items }: ListNode, { values, unique, items: each }: Demands): boolean {
  if (values || (unique && items.length > 1 && repeats(items))) return false;
  return items.every((item) => fits(item, each));
}

function repeats(items: readonly Node[]): boolean {
  const seen = new Set<unknown>();
  return items.some((item) => item.kind === 'scalar' && seen.size === seen.add(plainNumber(item.value)).size);
}

function fitsMap({ entries }: MapNode, demands: Demands): boolean {
  const { values, required } = demands;
  if (values || (required.length > 0 && !required.every((key) => entries.has(key)))) return false;
  const { properties } = demands;
  let fit = true;
  entries.forEach(({ value }, key) => {
    if (!fit) return;
    const known = properties.get(key);
    fit = known ? fits(value, known) : fitsOther(key, value, demands);
  });
  return fit;
}

/** A value under a name that the schema does not spell out. */
function fitsOther(key: string, value: Node, demands: Demands): boolean {
  const { patterns, others } = demands;
  const met = patterns.filter(({ pattern }) => pattern.test(key));
  return met.length > 0 ? met.every(({ check }) => fits(value, check)) : others !== undefined && fits(value, others);
}
