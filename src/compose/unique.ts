import type { ListNode, Node } from '../source/node.ts';
import { span, text, trailed, withItems } from './nodes.ts';
import type { Pass } from './rewrite.ts';
import { type Context, parts, type Row, type Rules } from './rules.ts';

/** Makes the items of a list unique by the key of its row: a later item takes the place of the earlier one. */
export const uniqueItems = (node: Node, { row }: Rules, context: Context): Node =>
  row?.unique && node.kind === 'list' && node.items.length > 0 ? once(node, row.unique, context) : node;

/** That for every list. */
export const uniting: Pass = { parts: parts.unique, step: uniqueItems };

type KeyOf = NonNullable<Row['unique']>;

function once(node: ListNode, keyOf: KeyOf, context: Context): Node {
  const { items } = node;
  // One alone is unique, but a mapping that lacks its key is reported.
  if (items.length === 1 && items[0]?.kind === 'scalar') return node;
  const keys = items.map((item, index) => keyOf(item, context, index));
  if (new Set(keys).size === keys.length) return node;
  const places = new Map<string, number>();
  const kept: Node[] = [];
  items.forEach((item, index) => {
    const key = keys[index];
    const place = key === undefined ? undefined : places.get(key);
    if (place !== undefined) {
      kept[place] = instead(item, kept[place]);
      return;
    }
    if (key !== undefined) places.set(key, kept.length);
    kept.push(item);
  });
  return kept.length === items.length ? node : withItems(node, kept);
}

/** An item that takes the place of another one remembers where that was. */
function instead(item: Node, before: Node | undefined): Node {
  if (!before || (before.source === item.source && before.start === item.start)) return item;
  return trailed(item, { ...span(before), role: 'overrides' });
}

/** `NAME` of `NAME=value`. */
export function nameKey(item: Node): string | undefined {
  const value = text(item);
  const equals = value === undefined ? -1 : value.indexOf('=');
  return equals < 0 ? value : value?.slice(0, equals);
}

/** The text or number itself. */
export const valueKey = (item: Node): string | undefined => (item.kind === 'scalar' ? String(item.value) : undefined);
