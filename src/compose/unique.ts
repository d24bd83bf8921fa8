import type { Report } from '../diagnostics/declare.ts';
import type { Node } from '../source/node.ts';
import { list, span, text } from './nodes.ts';
import { type Context, type Rules, rewrite, type Step } from './rules.ts';

/** Makes the items of each list unique by the key of its row: a later item takes the place of the earlier one. */
export const enforceUnique = (root: Node, rules: Rules, report: Report): Node =>
  rewrite(root, rules, report, uniqueItems);

/** That for one node. */
export const uniqueItems: Step = (node, { unique }, context) =>
  unique && node.kind === 'list' && node.items.length > 0 ? once(node, unique, context) : node;

type KeyOf = (item: Node, context: Context) => string | undefined;

function once(node: Node & { kind: 'list' }, keyOf: KeyOf, { path, report }: Context): Node {
  const places = new Map<string, number>();
  const kept: Node[] = [];
  node.items.forEach((item, index) => {
    const key = keyOf(item, { path: [...path, index], report });
    const place = key === undefined ? undefined : places.get(key);
    if (place !== undefined) {
      kept[place] = instead(item, kept[place]);
      return;
    }
    if (key !== undefined) places.set(key, kept.length);
    kept.push(item);
  });
  return kept.length === node.items.length ? node : { ...list(kept, node), tag: node.tag };
}

/** An item that takes the place of another one remembers where that was. */
function instead(item: Node, before: Node | undefined): Node {
  if (!before || (before.source === item.source && before.start === item.start)) return item;
  return { ...item, trail: [...(item.trail ?? []), { ...span(before), role: 'overrides' }] };
}

/** `NAME` of `NAME=value`. */
export function nameKey(item: Node): string | undefined {
  const value = text(item);
  const equals = value?.indexOf('=') ?? -1;
  return equals < 0 ? value : value?.slice(0, equals);
}

/** The text or number itself. */
export const valueKey = (item: Node): string | undefined => (item.kind === 'scalar' ? String(item.value) : undefined);
