import type { Report } from '../diagnostics/declare.ts';
import type { Node, Path } from '../source/node.ts';
import type { MergeRule } from './merge.ts';
import type { PathRule } from './paths.ts';
import { type Type, type TypeName, types } from './types/index.ts';

/** Where an engine stands: `path` is live, and may be made when it is asked for: ask only where something is reported, and copy it to keep it. */
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
  readonly unique?: (item: Node, context: Context, index: number) => string | undefined;
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

/** Rows whose paths start at `path`. */
export interface Table {
  readonly path: string;
  readonly rows: Rows;
}

/** Parts of a row that engines look for, as bits. */
export const parts = { short: 1, merge: 2, unique: 4, fallback: 8, path: 16, type: 32, cast: 64 } as const;

/** Rows by path, as a tree that engines walk along with the nodes. `*` stands for any key or index. */
export interface Rules {
  readonly row: Row | undefined;
  readonly type: Type | undefined;
  readonly keys: ReadonlyMap<string, Rules>;
  readonly any: Rules | undefined;
  /** The parts of the row here. */
  readonly own: number;
  /** Those of the rows below: an engine passes by a branch that has none of its own. */
  readonly below: number;
}

interface Growing extends Rules {
  row: Row | undefined;
  type: Type | undefined;
  keys: Map<string, Growing>;
  any: Growing | undefined;
  own: number;
  below: number;
}

/** Most paths end in leaves, which share this one. */
const noKeys = new Map<string, Growing>();
const growing = (): Growing => ({ row: undefined, type: undefined, keys: noKeys, any: undefined, own: 0, below: 0 });

export function rules(tables: readonly Table[]): Rules {
  const root = growing();
  for (const { path, rows } of tables) {
    let all = 0;
    const top = grow(root, path, 0);
    for (const below in rows) {
      const row = rows[below];
      if (!row) continue;
      const has = partsOf(row);
      const leaf = grow(top, below, has);
      leaf.own = has;
      leaf.row = whole(row);
      leaf.type = row.type && types[row.type];
      all |= has;
    }
    grow(root, path, all).below |= all;
  }
  return root;
}

/** The end of a path; all above it have `parts` below them. */
function grow(root: Growing, path: string, parts: number): Growing {
  let at = root;
  for (let from = 0; from <= path.length; ) {
    const dot = path.indexOf('.', from);
    const end = dot < 0 ? path.length : dot;
    at.below |= parts;
    at = branch(at, path.slice(from, end));
    from = end + 1;
  }
  return at;
}

/** Named in one order, so that rows are of one form, as nodes are. */
function whole({ short, merge, unique, fallback, path, type, cast }: Row): Row {
  return { short, merge, unique, fallback, path, type, cast };
}

function branch(at: Growing, step: string): Growing {
  if (step === '*') {
    at.any ??= growing();
    return at.any;
  }
  const known = at.keys.get(step);
  if (known) return known;
  const made = growing();
  if (at.keys === noKeys) at.keys = new Map();
  at.keys.set(step, made);
  return made;
}

const partsOf = ({ short, merge, unique, fallback, path, type, cast }: Row): number =>
  (short ? parts.short : 0) |
  (merge ? parts.merge : 0) |
  (unique ? parts.unique : 0) |
  (fallback ? parts.fallback : 0) |
  (path ? parts.path : 0) |
  (type ? parts.type : 0) |
  (cast ? parts.cast : 0);

export const below = (rules: Rules, key: string): Rules | undefined => rules.keys.get(key) ?? rules.any;
