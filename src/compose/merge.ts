import { declare, type Report } from '../diagnostics/declare.ts';
import { type Entry, isFloat, type MapNode, type Node, type ScalarNode } from '../source/node.ts';
import { at, entryAt, get, isNull, list, map, scalar, span, trailed } from './nodes.ts';
import { below, type Context, type Rules } from './rules.ts';
import { scalarText } from './units.ts';

/** How the value of a later file meets the one before it. `join` merges the usual way, below the same path. */
export type MergeRule = (base: Node, over: Node, join: Join, ignore: Ignore) => Node;
export type Join = (base: MapNode, over: MapNode) => MapNode;
/** Tells that a value has no part in the result. */
type Ignore = (value: Node) => void;

export const cannotOverride = declare<{ base: string; over: string }>(() => ({
  code: 'merge/kinds-differ',
  severity: 'error',
  message: ({ base, over }) => `A ${over} cannot be merged into a ${base}.`,
  why: 'Mappings merge with mappings and lists join lists; Compose has no rule for this pair.',
  fix: 'Write the value in the same form in each file, or put !override before it to replace the earlier one.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/13-merge.md',
}));

export const valueIgnored = declare<{ kind: string }>(() => ({
  code: 'merge/value-ignored',
  severity: 'warning',
  message: ({ kind }) => `This ${kind} is ignored.`,
  why: 'Compose merges the forms that this key may have, and passes over any other one beside them without a word.',
  fix: 'Write the value in a form that the key may have, or remove it.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/13-merge.md',
}));

const kinds = { scalar: 'single value', list: 'list', map: 'mapping' };

/** Lays `over` onto `base`: mappings key by key, lists joined, scalars replaced, and the rule of each path that has one. */
export function merge(base: Node, over: Node, rules: Rules | undefined, report: Report): Node {
  const path: (string | number)[] = [];
  const context: Context = { path, report };
  const ignore: Ignore = (value) => {
    if (!isNull(value)) report(valueIgnored, { path: [...path], place: span(value) }, { kind: kinds[value.kind] });
  };
  const meet = (base: Node, over: Node, at: Rules | undefined): Node => {
    const join: Join = (base, over) => mappings(base, over, at);
    const rule = at?.row?.merge;
    if (rule) return rule(base, over, join, ignore);
    if (isNull(over)) return base;
    if (base.kind === 'scalar') return over.kind === 'scalar' ? overriding(base, over) : over;
    if (base.kind === 'map' && over.kind === 'map') return mappings(base, over, at);
    if (base.kind === 'list' && over.kind === 'list') return list([...base.items, ...over.items], over);
    refuse(base, over, context);
    return base;
  };
  const mappings = (base: MapNode, over: MapNode, at: Rules | undefined): MapNode => {
    if (over.entries.size === 0) return base;
    if (base.entries.size === 0) return over;
    const merged = new Map(base.entries);
    for (const [key, entry] of over.entries) {
      const before = base.entries.get(key);
      path.push(key);
      merged.set(key, before ? meetEntry(before, entry, at) : entry);
      path.pop();
    }
    return map(merged, over);
  };
  const meetEntry = (before: Entry, entry: Entry, at: Rules | undefined): Entry => {
    const key = String(path.at(-1));
    const value = meet(before.value, entry.value, at && below(at, key));
    return value === before.value ? before : entryAt(entry, value);
  };
  return meet(base, over, rules);
}

function refuse(base: Node, over: Node, { path, report }: Context): void {
  const related = [{ message: 'cannot be merged with this', place: span(base) }];
  report(
    cannotOverride,
    { path: [...path], place: span(over), related },
    { base: kinds[base.kind], over: kinds[over.kind] },
  );
}

/** A value that replaces another remembers where that was. */
function overriding(base: Node, over: ScalarNode): ScalarNode {
  if (base.source === over.source && base.start === over.start) return over;
  return trailed(over, { ...span(base), role: 'overrides' });
}

/** The later value alone, null included. */
export const replace: MergeRule = (base, over) => (over.kind === 'scalar' ? overriding(base, over) : over);

/** A text or list joins a list; a mapping is taken as `name=value` items. Two mappings merge by name. */
export const joinLists: MergeRule = (base, over, _, ignore) => {
  if (base.kind === 'map' || over.kind === 'map') {
    const [left, right] = [toMap(base, ignore), toMap(over, ignore)];
    if (left && right) return overlay(left, right);
  }
  return list([...toItems(base, ignore), ...toItems(over, ignore)], over);
};

/** By name, null being a value like any other: it takes a variable from the environment. */
function overlay(base: MapNode, over: MapNode): MapNode {
  if (over.entries.size === 0) return base;
  const merged = new Map(base.entries);
  for (const [name, entry] of over.entries) {
    const { value } = entry;
    const before = base.entries.get(name)?.value;
    merged.set(name, before && value.kind === 'scalar' ? entryAt(entry, overriding(before, value)) : entry);
  }
  return map(merged, over);
}

function toItems(node: Node, ignore: Ignore): readonly Node[] {
  if (node.kind === 'list') return node.items;
  if (isText(node)) return [node];
  ignore(node);
  return [];
}

const isText = (node: Node): boolean => node.kind === 'scalar' && typeof node.value === 'string';

/** `[A=1, B]` as `{A: 1, B: null}`; undefined where an item is no text: the schema or the type will tell. */
function toMap(node: Node, ignore: Ignore): MapNode | undefined {
  if (node.kind === 'map') return node;
  const made = new Map<string, Entry>();
  for (const item of toItems(node, ignore)) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') return undefined;
    const equals = item.value.indexOf('=');
    const name = equals < 0 ? item.value : item.value.slice(0, equals);
    made.set(name, entryAt(item, scalar(equals < 0 ? null : item.value.slice(equals + 1), item)));
  }
  return map(made, node);
}

/** As `joinLists` for hosts: an item that is there already is not doubled, and a name may have several addresses. */
export const joinHosts: MergeRule = (base, over, _, ignore) => {
  const before = hostItems(base, ignore);
  const known = new Set(before.map((item) => (item.kind === 'scalar' ? item.value : item)));
  const added = hostItems(over, ignore).filter((item) => item.kind !== 'scalar' || !known.has(item.value));
  return list([...before, ...added], over);
};

/** What is no single address stays as it is: the schema tells. */
function hostItems(node: Node, ignore: Ignore): readonly Node[] {
  if (node.kind !== 'map') return toItems(node, ignore);
  const made: Node[] = [];
  for (const [name, { value }] of node.entries)
    for (const one of value.kind === 'list' ? value.items : [value]) {
      const text =
        one.kind === 'scalar' && one.value !== null ? `${name}=${scalarText(one.value, isFloat(one))}` : name;
      made.push(one.kind === 'scalar' ? scalar(text, one) : one);
    }
  return made;
}

/** Lists of names are taken as mappings. `value` makes what a bare name stands for; a list of anything else stays one: the schema tells. */
export const joinNamed =
  (value: (name: Node) => Node): MergeRule =>
  (base, over, join, ignore) => {
    for (const node of [over, base]) if (node.kind === 'list' && !node.items.every(isText)) return node;
    const [left, right] = [fromNames(base, value), fromNames(over, value)];
    if (left && !right) ignore(over);
    return left && right ? join(left, right) : (left ?? over);
  };

function fromNames(node: Node, value: (name: Node) => Node): MapNode | undefined {
  if (node.kind === 'map') return node;
  if (node.kind !== 'list') return undefined;
  const made = new Map<string, Entry>();
  for (const item of node.items) if (item.kind === 'scalar') made.set(String(item.value), entryAt(item, value(item)));
  return map(made, node);
}

/** A text is the folder of a build. */
export const joinBuild: MergeRule = (base, over, join, ignore) => {
  const toBuild = (node: Node): MapNode | undefined =>
    node.kind === 'map' ? node : node.kind === 'scalar' && typeof node.value === 'string' ? contextOf(node) : undefined;
  const [left, right] = [toBuild(base), toBuild(over)];
  if (left && !right) ignore(over);
  return left && right ? join(left, right) : (left ?? over);
};

const contextOf = (node: Node): MapNode => map(new Map([['context', entryAt(node, node)]]), node);

/** Options belong to a driver: another driver takes none of the earlier ones. */
export const joinLogging: MergeRule = (base, over, join) => {
  if (base.kind !== 'map' || over.kind !== 'map') return isNull(over) ? base : over;
  const [before, after] = [get(base, 'driver'), get(over, 'driver')];
  const same =
    !before || !after || (before.kind === 'scalar' && after.kind === 'scalar' && before.value === after.value);
  return same ? join(base, over) : over;
};

/**
 * Address pools of one subnet merge. As in the reference, a pool of the earlier file stays only where a later one meets it,
 * and one that met all of the later ones before is laid under the last of them.
 */
export const joinPools: MergeRule = (base, over, join) => {
  if (base.kind !== 'list' || over.kind !== 'list') return over;
  const subnet = (node: Node): unknown => {
    const value = at(node, 'subnet');
    return value?.kind === 'scalar' ? value.value : undefined;
  };
  const pools: Node[] = [];
  const place = (pool: Node): number => pools.findIndex((other) => subnet(other) === subnet(pool));
  for (const before of base.items) {
    let merged = before;
    for (const item of over.items) {
      if (subnet(item) !== subnet(merged) && place(item) < 0) {
        pools.push(item);
        continue;
      }
      if (merged.kind === 'map' && item.kind === 'map') merged = join(merged, item);
      const index = place(merged);
      if (index < 0) pools.push(merged);
      else pools[index] = merged;
    }
  }
  return list(pools, over);
};
