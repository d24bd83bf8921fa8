import type { Report } from '../diagnostics/declare.ts';
import type { Entry, Node, Path } from '../source/node.ts';
import type { MergeRule } from './merge.ts';
import { map } from './nodes.ts';
import type { PathRule } from './paths.ts';
import type { TypeName } from './typed.ts';

/** Where an engine stands: `path` is live, copy it to keep it. */
export interface Context {
  readonly path: Path;
  readonly report: Report;
}

/** All that reading knows about one path of a Compose file. Absent parts mean: nothing special. */
export interface Row {
  /** Makes the long form of what may be written short. */
  readonly short?: (node: Node, context: Context) => Node;
  /** How a later file, or a service that extends, changes the value; else mappings merge, lists join, scalars replace. */
  readonly merge?: MergeRule;
  /** On a list: what makes two items the same; the last one wins, at the place of the first. Undefined: never the same. */
  readonly unique?: (item: Node, context: Context) => string | undefined;
  /** Adds what is not written. */
  readonly fallback?: (node: Node) => Node;
  /** How a relative path is made absolute. */
  readonly path?: PathRule;
  /** What the value is in the resolved project. */
  readonly type?: TypeName;
  /** Strings become the type's number or boolean as soon as variables are filled in, before the schema looks. */
  readonly cast?: boolean;
}

export type Rows = Readonly<Record<string, Row>>;

/** Rows by path, as a tree that engines walk along with the nodes. `*` stands for any key or index. */
export interface Rules {
  readonly row?: Row;
  readonly keys: ReadonlyMap<string, Rules>;
  readonly any?: Rules;
}

interface Growing {
  row?: Row;
  keys: Map<string, Growing>;
  any?: Growing;
}

/** The rules of the rows for which `wanted` holds: a branch without any is not there, so that no engine walks it in vain. */
export function rules(rows: Rows, wanted: (row: Row) => boolean = () => true): Rules {
  const root: Growing = { keys: new Map() };
  for (const path of Object.keys(rows)) {
    const row = rows[path];
    if (!row || !wanted(row)) continue;
    let at = root;
    for (const step of path.split('.')) {
      let next = step === '*' ? at.any : at.keys.get(step);
      if (!next) {
        next = { keys: new Map() };
        if (step === '*') at.any = next;
        else at.keys.set(step, next);
      }
      at = next;
    }
    at.row = row;
  }
  return root;
}

export const below = (rules: Rules, key: string): Rules | undefined => rules.keys.get(key) ?? rules.any;

/** What an engine does at a node that has a row; undefined removes the node. */
export type Step = (node: Node, row: Row, context: Context) => Node | undefined;

/**
 * Rewrites a tree along the rules: `step` before what is below a node, `after` when that is done.
 * Unchanged parts stay the same nodes.
 */
export function rewrite(root: Node, rules: Rules, report: Report, step: Step, after?: Step): Node {
  const path: (string | number)[] = [];
  const context: Context = { path, report };
  const visit = (node: Node, at: Rules): Node | undefined => {
    const own = at.row ? step(node, at.row, context) : node;
    const done = own && visitParts(own, at);
    return after && done && at.row ? after(done, at.row, context) : done;
  };
  const visitParts = (node: Node, at: Rules): Node => {
    if (at.keys.size === 0 && !at.any) return node;
    if (node.kind === 'map') return visitMap(node, at);
    return node.kind === 'list' && at.any ? visitItems(node.items, node, at.any) : node;
  };
  const visitMap = (node: Node & { kind: 'map' }, at: Rules): Node => {
    let changed: Map<string, Entry> | undefined;
    for (const [key, entry] of node.entries) {
      const next = below(at, key);
      if (!next) continue;
      path.push(key);
      const value = visit(entry.value, next);
      path.pop();
      if (value === entry.value) continue;
      changed ??= new Map(node.entries);
      if (value) changed.set(key, { key: entry.key, value });
      else changed.delete(key);
    }
    return changed ? { ...node, entries: changed } : node;
  };
  const visitItems = (items: readonly Node[], node: Node & { kind: 'list' }, at: Rules): Node => {
    let changed: Node[] | undefined;
    items.forEach((item, index) => {
      path.push(index);
      const value = visit(item, at);
      path.pop();
      if (value !== item) changed ??= items.slice(0, index);
      if (changed && value) changed.push(value);
    });
    return changed ? { ...node, items: changed } : node;
  };
  return visit(root, rules) ?? map(new Map(), root);
}
