import type { Report } from '../diagnostics/declare.ts';
import type { Node, Path } from '../source/node.ts';
import type { MergeRule } from './merge.ts';
import type { Lookup, Normalise } from './normalise.ts';
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
  readonly fallback?: (node: Node, variables: Lookup) => Node;
  /** How a relative path is made absolute. */
  readonly path?: PathRule;
  /** What the reference adds and tidies once all files are one. */
  readonly normalise?: Normalise;
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
export const parts = {
  short: 1,
  merge: 2,
  unique: 4,
  fallback: 8,
  path: 16,
  type: 32,
  cast: 64,
  normalise: 128,
} as const;

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

const noKeys = new Map<string, Growing>();

const growing = (row?: Row, type?: Type, own = 0): Growing => ({
  row,
  type,
  keys: noKeys,
  any: undefined,
  own,
  below: 0,
});

export function rules(tables: readonly Table[]): Rules {
  const root = growing();
  // Most paths end in leaves, and most of those have a row in common with others.
  const leaves = new Map<Row, Growing>();
  for (const { path, rows } of tables) {
    let all = 0;
    const top = grow(root, path, 0);
    for (const below in rows) {
      const row = rows[below];
      if (!row) continue;
      const leaf = leaves.get(row) ?? leafOf(row);
      leaves.set(row, leaf);
      const dot = below.lastIndexOf('.');
      const parent = dot < 0 ? top : grow(top, below.slice(0, dot), leaf.own);
      plant(parent, below.slice(dot + 1), leaf);
      all |= leaf.own;
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

const stepOf = (at: Growing, step: string): Growing | undefined => (step === '*' ? at.any : at.keys.get(step));

function put(at: Growing, step: string, below: Growing): void {
  if (step === '*') at.any = below;
  else {
    if (at.keys === noKeys) at.keys = new Map();
    at.keys.set(step, below);
  }
}

/** What may grow a step below: a leaf is other paths' as well. */
function branch(at: Growing, step: string): Growing {
  const known = stepOf(at, step);
  if (known && (known.any || known.keys !== noKeys)) return known;
  const made = growing(known?.row, known?.type, known?.own);
  put(at, step, made);
  return made;
}

function plant(at: Growing, step: string, leaf: Growing): void {
  at.below |= leaf.own;
  const known = stepOf(at, step);
  if (known) {
    known.row = leaf.row;
    known.type = leaf.type;
    known.own = leaf.own;
  } else put(at, step, leaf);
}

const leafOf = (row: Row): Growing => growing(row, row.type && types[row.type], partsOf(row));

function partsOf(row: Row): number {
  let own = 0;
  for (const part in row) if (row[part as keyof Row]) own |= parts[part as keyof Row];
  return own;
}

export const below = (rules: Rules, key: string): Rules | undefined => rules.keys.get(key) ?? rules.any;
