import type { Entry, MapNode, Node } from '../source/node.ts';

/** The paths that `!reset` and `!override` of one document name: what earlier files say there is dropped. */
export interface Resets {
  readonly here: boolean;
  readonly below: ReadonlyMap<string, Resets>;
}

export interface SplitResets {
  readonly root: MapNode;
  /** Undefined where the document has none. */
  readonly resets: Resets | undefined;
}

/** Takes values tagged `!reset` out of a document. A tagged item of a list only drops itself. */
export function splitResets(root: MapNode): SplitResets {
  if (!/!reset|!override/.test(root.source.text)) return { root, resets: undefined };
  const found = { below: new Map<string, Resets>() };
  const kept = splitMap(root, found.below);
  return { root: kept, resets: found.below.size > 0 ? { here: false, below: found.below } : undefined };
}

function splitMap(node: MapNode, found: Map<string, Resets>): MapNode {
  let changed: Map<string, Entry> | undefined;
  for (const [key, entry] of node.entries) {
    const { value } = entry;
    if (value.tag) found.set(key, { here: true, below: new Map() });
    const below = new Map<string, Resets>();
    const kept = value.tag === 'reset' ? undefined : split(value, below);
    if (!value.tag && below.size > 0) found.set(key, { here: false, below });
    if (kept === value) continue;
    changed ??= new Map(node.entries);
    if (kept) changed.set(key, { key: entry.key, value: kept });
    else changed.delete(key);
  }
  return changed ? { ...node, entries: changed } : node;
}

function split(node: Node, found: Map<string, Resets>): Node {
  if (node.kind === 'map') return splitMap(node, found);
  if (node.kind === 'scalar') return node;
  const kept = node.items.flatMap((item) => (item.tag === 'reset' ? [] : [split(item, new Map())]));
  return kept.length === node.items.length && kept.every((item, i) => item === node.items[i])
    ? node
    : { ...node, items: kept };
}

/** Drops from an earlier tree what a later document resets. */
export function applyResets<T extends Node>(node: T, resets: Resets | undefined): T {
  if (!resets || node.kind !== 'map') return node;
  let changed: Map<string, Entry> | undefined;
  for (const [key, { here, below }] of resets.below) {
    const entry = node.entries.get(key);
    if (!entry) continue;
    const value = here ? undefined : applyResets(entry.value, { here, below });
    if (value === entry.value) continue;
    changed ??= new Map(node.entries);
    if (value) changed.set(key, { key: entry.key, value });
    else changed.delete(key);
  }
  return changed ? { ...node, entries: changed } : node;
}
