import type { ListNode, MapNode, Node, ScalarNode, ScalarValue } from '../source/node.ts';
import { isDate } from './dates.ts';
import { type Check, checkOf, type Demands, ofLists, ofMaps, spelt, typeOf } from './schema-check.ts';

/**
 * Whether a tree certainly keeps to the schema and holds no dates: straight from the nodes, and without the validator,
 * which is only needed to say what is wrong. In doubt it says no.
 */
export const fitsSchema = (root: Node): boolean => fits(root, checkOf({ $ref: '#' }));

function fits(node: Node, check: Check): boolean {
  if (node.kind === 'scalar') return fitsScalar(node, check);
  return node.kind === 'list' ? fitsList(node, check.demands(ofLists)) : fitsMap(node, check.demands(ofMaps));
}

function fitsScalar(node: ScalarNode, check: Check): boolean {
  const { value } = node;
  const type = typeOf(value);
  if ((check.free & (1 << type)) === 0) {
    const demands = check.demands(type);
    if (!demands || !(demands.free || fitsBounds(plainNumber(value), demands))) return false;
  }
  return !isDate(node);
}

function fitsBounds(value: ScalarValue, { values, pattern, minimum, maximum }: Demands): boolean {
  if (values && !values.includes(value)) return false;
  if (typeof value === 'string') return !pattern || pattern.test(value);
  return typeof value !== 'number' || (value >= minimum && value <= maximum);
}

/** The validator knows numbers, not bigints. */
export const plainNumber = (value: ScalarValue): ScalarValue => (typeof value === 'bigint' ? Number(value) : value);

function fitsList({ items }: ListNode, demands: Demands | undefined): boolean {
  if (!demands || demands.values || (demands.unique && items.length > 1 && repeats(items))) return false;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item && !fits(item, demands.items)) return false;
  }
  return true;
}

function repeats(items: readonly Node[]): boolean {
  const seen = new Set<unknown>();
  return items.some((item) => item.kind === 'scalar' && seen.size === seen.add(plainNumber(item.value)).size);
}

function fitsMap({ entries }: MapNode, demands: Demands | undefined): boolean {
  if (!demands || demands.values) return false;
  const { required, known } = demands;
  if (required.length > 0 && !required.every((key) => entries.has(key))) return false;
  let fit = true;
  entries.forEach(({ value }, key) => {
    const check = known.get(key) ?? spelt(demands, key);
    if (!(check ? fits(value, check) : fitsOther(key, value, demands))) fit = false;
  });
  return fit;
}

/** A value under a name that the schema does not spell out. */
function fitsOther(key: string, value: Node, { patterns, others }: Demands): boolean {
  let met = false;
  for (let index = 0; index < patterns.length; index++) {
    const one = patterns[index];
    if (!one?.meets(key)) continue;
    if (!fits(value, one.check)) return false;
    met = true;
  }
  return met || (others !== undefined && fits(value, others));
}
