import type { Entry, MapNode, Node } from '../source/node.ts';
import { copy, entryAt, mapItems, mapValues } from './nodes.ts';

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

const splitMap = (node: MapNode, found: Map<string, Resets>): MapNode =>
  mapValues(node, (value, key) => {
    const below = new Map<string, Resets>();
    const kept = value.marks?.tag === 'reset' ? undefined : split(value, below);
    if (value.marks?.tag) found.set(key, { here: true, below: new Map() });
    else if (below.size > 0) found.set(key, { here: false, below });
    return kept;
  });

function split(node: Node, found: Map<string, Resets>): Node {
  if (node.kind === 'map') return splitMap(node, found);
  if (node.kind === 'scalar') return node;
  return mapItems(node, (item) => (item.marks?.tag === 'reset' ? undefined : split(item, new Map())));
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
    changed ??= copy(node.entries);
    if (value) changed.set(key, entryAt(entry, value));
    else changed.delete(key);
  }
  return changed ? { ...node, entries: changed } : node;
}
