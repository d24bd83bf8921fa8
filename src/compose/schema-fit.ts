import type { Entry, ListNode, MapNode, Node, ScalarValue } from '../source/node.ts';
import { isDate } from './dates.ts';
import { anything, type Check, type Items, type Keys, meet, ofFile, ofTexts, typeOf } from './schema-check.ts';

/**
 * Whether a tree certainly keeps to the schema and holds no dates: straight from the nodes, and without the validator,
 * which is only needed to say what is wrong. In doubt it says no.
 */
export function fitsSchema(root: Node): boolean {
  let fit = true;
  let keys: Keys = anything.map;

  function visit(node: Node, check: Check): void {
    if (node.kind === 'map') visitMap(node, check.map);
    else if (node.kind === 'list') visitList(node, check.list);
    else if (isDate(node) || !takes(check, node.value)) fit = false;
  }

  function visitMap({ entries }: MapNode, own: Keys | undefined): void {
    if (!own || (own.required.length > 0 && !own.required.every((key) => entries.has(key)))) {
      fit = false;
      return;
    }
    const above = keys;
    keys = own;
    entries.forEach(visitEntry);
    keys = above;
  }

  /** Most of a file is texts where any text may stand: for those, no more is done than to find out. */
  function visitEntry({ value }: Entry, name: string): void {
    const check = keys.met.get(name) ?? meet(keys, name);
    if (!check) fit = false;
    else if (value.kind !== 'scalar' || value.marks || typeof value.value !== 'string' || !(check.free & ofTexts))
      visit(value, check);
  }

  function visitList({ items }: ListNode, own: Items | undefined): void {
    if (!own || (own.unique && items.length > 1 && repeats(items))) {
      fit = false;
      return;
    }
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (item) visit(item, own.each);
    }
  }

  visit(root, ofFile());
  return fit;
}

const takes = ({ free, takes }: Check, value: ScalarValue): boolean => (free & typeOf(value)) !== 0 || takes(value);

/** The validator knows numbers, not bigints. */
export const plainNumber = (value: ScalarValue): ScalarValue => (typeof value === 'bigint' ? Number(value) : value);

function repeats(items: readonly Node[]): boolean {
  const seen = new Set<unknown>();
  return items.some((item) => item.kind === 'scalar' && seen.size === seen.add(plainNumber(item.value)).size);
}
