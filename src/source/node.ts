import type { Source, Span } from './source.ts';

/**
 * The tree that every stage of reading works on: plain values that remember where they were written.
 * Engines (interpolation, merge, short forms …) make new nodes; a node is never changed once it is shared.
 */
export type Node = ScalarNode | ListNode | MapNode;

/** Integers beyond 2^53 are bigints. */
export type ScalarValue = string | number | bigint | boolean | null;

interface Placed {
  readonly source: Source;
  /** Offsets of the value in `source`. */
  readonly start: number;
  readonly end: number;
  /** Null in most: nodes of a kind are then of one form, and a constant in a literal takes no time. */
  readonly marks?: Marks | null | undefined;
}

/** What few nodes have. */
export interface Marks {
  /** Other places that had a hand in this value: what it overrode, the alias or merge key or extends that brought it in. */
  readonly trail?: readonly Trace[] | undefined;
  /** Not written by anyone: a default or a dependency that Compose implies. Its place is that of its nearest written parent. */
  readonly implied?: boolean | undefined;
  /** `!reset` and `!override`; any other tag has been resolved by the reader. */
  readonly tag?: 'reset' | 'override' | undefined;
  /**
   * What a plain scalar is in YAML, where its value does not tell. A float keeps its mark: `1.0` is not the integer 1 where text is
   * made of it. A date is a text in no quotes, and without a tag.
   */
  readonly read?: 'float' | 'date' | undefined;
}

/** How another place is related to a value; rendered as a related place of a diagnostic. */
export interface Trace extends Span {
  readonly role: 'overrides' | 'alias' | 'merge-key' | 'extends' | 'include' | 'variable' | 'default';
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
}

export interface ListNode extends Placed {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface MapNode extends Placed {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A value of a mapping; its span is the place of the key. */
export interface Entry extends Span {
  readonly value: Node;
}

/** Keys and list indices from the root of a document. */
export type Path = readonly (string | number)[];

const entryOf = (node: Node, step: string | number): Entry | undefined =>
  node.kind === 'map' ? node.entries.get(typeof step === 'string' ? step : String(step)) : undefined;

/** Whether a number was written as a floating-point one. */
export const isFloat = ({ marks }: ScalarNode): boolean => marks?.read === 'float';

/** What stands one step below a node. */
export const child = (node: Node, step: string | number): Node | undefined =>
  node.kind === 'list' ? node.items[Number(step)] : entryOf(node, step)?.value;

export interface Nearest {
  readonly node: Node;
  /** Where its parent is a mapping. */
  readonly entry: Entry | undefined;
  /** The length of the path that was found. */
  readonly depth: number;
  /** Whether a collection above it has a trail. */
  readonly traced: boolean;
}

/** The node at `path`, or the nearest one above it. */
export function nearest(root: Node, path: Path): Nearest {
  let node = root;
  let entry: Entry | undefined;
  let traced = false;
  let depth = 0;
  for (; depth < path.length; depth++) {
    const step = path[depth] ?? '';
    const found = entryOf(node, step);
    const next = node.kind === 'list' ? node.items[Number(step)] : found?.value;
    if (!next) break;
    if (node.marks?.trail) traced = true;
    entry = found;
    node = next;
  }
  return { node, entry, depth, traced };
}
