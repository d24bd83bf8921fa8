import type { Entry, ListNode, MapNode, Node, ScalarValue } from '../source/node.ts';
import { isDate } from './dates.ts';
import {
  anyText,
  anything,
  type Check,
  type Items,
  type Keys,
  meet,
  ofFile,
  plainText,
  typeOf,
} from './schema-check.ts';

/**
 * Whether a tree certainly keeps to the schema and holds no dates: straight from the nodes, and without the validator,
 * which is only needed to say what is wrong. In doubt it says no.
 */
export const fitsSchema = (root: Node): boolean => fits(root, false);

/** That, and whether casting certainly leaves every value as it is. */
export const isSettled = (root: Node): boolean => fits(root, true);

function fits(root: Node, uncast: boolean): boolean {
  const texts = uncast ? plainText : anyText;
  let fit = true;
  let keys: Keys = anything.map;

  function visit(node: Node, check: Check): void {
    if (node.kind === 'map') visitMap(node, check.map);
    else if (node.kind === 'list') visitList(node, check.list);
    else {
      const { value, marks } = node;
      const type = typeof value === 'string' ? texts : typeOf(value);
      if (((check.free & type) === 0 && !check.takes(value)) || (marks && isDate(node))) fit = false;
    }
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
    const check = keys.met.get(name) ?? meet(keys, name, uncast);
    if (!check) fit = false;
    else if (value.kind !== 'scalar' || value.marks || typeof value.value !== 'string' || !(check.free & texts))
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

/** The validator knows numbers, not bigints. */
export const plainNumber = (value: ScalarValue): ScalarValue => (typeof value === 'bigint' ? Number(value) : value);

function repeats(items: readonly Node[]): boolean {
  const seen = new Set<unknown>();
  return items.some((item) => item.kind === 'scalar' && seen.size === seen.add(plainNumber(item.value)).size);
}
