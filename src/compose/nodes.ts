import type { Entry, ListNode, MapNode, Marks, Node, ScalarNode, ScalarValue, Trace } from '../source/node.ts';
import type { Span } from '../source/source.ts';

/** What is made takes the place of the node, or of the key, that it is made from. */
interface From extends Span {
  readonly marks?: Marks | null | undefined;
}

// All makers name the same properties, in one order: the engines of JavaScript then see one form of node for each kind.

export function scalar(value: ScalarValue, from: From, implied?: boolean): ScalarNode {
  const { source, start, end, marks } = from;
  return { kind: 'scalar', source, start, end, marks: marks || implied ? inherited(marks, implied) : null, value };
}

export function list(items: readonly Node[], from: From, implied?: boolean): ListNode {
  const { source, start, end, marks } = from;
  return { kind: 'list', source, start, end, marks: marks || implied ? inherited(marks, implied) : null, items };
}

export function map(entries: ReadonlyMap<string, Entry>, from: From, implied?: boolean): MapNode {
  const { source, start, end, marks } = from;
  return { kind: 'map', source, start, end, marks: marks || implied ? inherited(marks, implied) : null, entries };
}

const onlyImplied: Marks = { implied: true };

/** What is made of a node has its trail, and is implied if that is. */
function inherited(marks: Marks | null | undefined, implied = marks?.implied): Marks | null {
  const trail = marks?.trail;
  if (trail) return { trail, implied };
  return implied ? onlyImplied : null;
}

/** The same node with more marks. */
export const marked = <T extends Node>(node: T, marks: Marks): T => ({ ...node, marks: { ...node.marks, ...marks } });

/** More places than these help nobody, and chains of files, aliases and merge keys must not make the trails grow without end. */
const longestTrail = 8;
const isLong = ({ marks }: Node): boolean => (marks?.trail?.length ?? 0) >= longestTrail;

/** The same node with related places added. */
export const trailed = <T extends Node>(node: T, ...traces: readonly Trace[]): T =>
  isLong(node) ? node : marked(node, { trail: [...(node.marks?.trail ?? []), ...traces] });

/** The same list of other items. */
export function withItems({ source, start, end, marks = null }: ListNode, items: readonly Node[]): ListNode {
  return { kind: 'list', source, start, end, marks, items };
}

/** The same mapping of other entries. */
export function withEntries(
  { source, start, end, marks = null }: MapNode,
  entries: ReadonlyMap<string, Entry>,
): MapNode {
  return { kind: 'map', source, start, end, marks, entries };
}

/** A mapping of what a short form says; keys without a value are left out. */
export function record(from: Node, values: Readonly<Record<string, Node | undefined>>): MapNode {
  const entries = new Map<string, Entry>();
  for (const key in values) {
    const value = values[key];
    if (value) put(entries, key, value);
  }
  return map(entries, from);
}

/** Adds a value that stands where its key does, as in a short form. */
export function put(entries: Map<string, Entry>, key: string, value: Node): void {
  entries.set(key, entryAt(value, value));
}

/** A list that begins with one item takes less room than one that begins empty; most have one. */
export function appended<T>(items: T[] | undefined, item: T): T[] {
  if (!items) return [item];
  items.push(item);
  return items;
}

/** A value under a key that stands at `place`. */
export const entryAt = ({ source, start, end }: Span, value: Node): Entry => ({ source, start, end, value });

export const span = ({ source, start, end }: Span): Span => ({ source, start, end });

export function get(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/** The node below `keys`, mapping by mapping. */
export function at(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let found = node;
  for (const key of keys) found = get(found, key);
  return found;
}

/** The text of a string scalar; undefined for anything else. */
export const text = (node: Node | undefined): string | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;

export const isNull = (node: Node | undefined): boolean => node?.kind === 'scalar' && node.value === null;

/** Neither absent nor null. */
export const present = (node: Node | undefined): node is Node => node !== undefined && !isNull(node);

export const items = (node: Node | undefined): readonly Node[] => (node?.kind === 'list' ? node.items : []);

const none: ReadonlyMap<string, Entry> = new Map();
export const entries = (node: Node | undefined): ReadonlyMap<string, Entry> =>
  node?.kind === 'map' ? node.entries : none;

/** Entries that may be changed. `forEach` makes no object for each of them, as an iterator does. */
export function copy(entries: ReadonlyMap<string, Entry>): Map<string, Entry> {
  const made = new Map<string, Entry>();
  entries.forEach(setHere, made);
  return made;
}

function setHere(this: Map<string, Entry>, entry: Entry, key: string): void {
  this.set(key, entry);
}

/** The same mapping with one key set. */
export function set(node: MapNode, key: string, value: Node, place?: Span): MapNode {
  const changed = copy(node.entries);
  changed.set(key, entryAt(node.entries.get(key) ?? place ?? value, value));
  return withEntries(node, changed);
}

export function without(node: MapNode, ...keys: readonly string[]): MapNode {
  if (!keys.some((key) => node.entries.has(key))) return node;
  const changed = copy(node.entries);
  for (const key of keys) changed.delete(key);
  return withEntries(node, changed);
}

/** Entries with one value changed, or left out where nothing becomes of it. `changed` is their copy, made with the first change. */
export function change(
  changed: Map<string, Entry> | undefined,
  entries: ReadonlyMap<string, Entry>,
  name: string,
  key: Span,
  value: Node | undefined,
): Map<string, Entry> {
  const made = changed ?? copy(entries);
  if (value) made.set(name, entryAt(key, value));
  else made.delete(name);
  return made;
}

/** A mapping with each value changed, or left out where nothing becomes of it; the same one where all stay. */
export function mapValues(node: MapNode, become: (value: Node, name: string, key: Span) => Node | undefined): MapNode {
  const { entries } = node;
  let changed = undefined as Map<string, Entry> | undefined;
  entries.forEach((entry, name) => {
    const { value } = entry;
    const made = become(value, name, entry);
    if (made !== value) changed = change(changed, entries, name, entry, made);
  });
  return changed ? withEntries(node, changed) : node;
}

/** That for the items of a list. */
export function mapItems(node: ListNode, become: (item: Node, index: number) => Node | undefined): ListNode {
  const { items } = node;
  const { length } = items;
  let changed: Node[] | undefined;
  let kept = 0;
  for (let index = 0; index < length; index++) {
    const item = items[index];
    const made = item && become(item, index);
    if (made !== item) changed ??= items.slice();
    if (!made) continue;
    if (changed) changed[kept] = made;
    kept++;
  }
  if (!changed) return node;
  if (kept < length) changed.length = kept;
  return withItems(node, changed);
}

/**
 * A scalar made of characters `from` to `to` of a string. Where the text stands in the source as it is, plain or in quotes,
 * its place is that part alone.
 */
export function part(node: ScalarNode, from: number, to: number, value?: ScalarValue): ScalarNode {
  const whole = typeof node.value === 'string' ? node.value : String(node.value);
  const made = value ?? whole.slice(from, to);
  const surplus = node.end - node.start - whole.length;
  if (surplus !== 0 && surplus !== 2) return scalar(made, node);
  const { source, marks } = node;
  const start = node.start + surplus / 2 + from;
  const end = start + to - from;
  return { kind: 'scalar', source, start, end, marks: marks ? inherited(marks) : null, value: made };
}

/** Adds a related place to a node and all below it. */
export function traced(node: Node, trace: Trace): Node {
  if (isLong(node)) return node;
  if (node.kind === 'scalar') return trailed(node, trace);
  const below = (part: Node) => traced(part, trace);
  return trailed(node.kind === 'list' ? mapItems(node, below) : mapValues(node, below), trace);
}
