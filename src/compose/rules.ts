import type { Report } from '../diagnostics/declare.ts';
import type { Entry, ListNode, MapNode, Node, Path, ScalarNode } from '../source/node.ts';
import type { MergeRule } from './merge.ts';
import { change, map, mapItems, withEntries } from './nodes.ts';
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
  /** The parts of the rows here and below: an engine passes by a branch that has none of its own. */
  readonly parts: number;
}

interface Growing extends Rules {
  row: Row | undefined;
  type: Type | undefined;
  keys: Map<string, Growing>;
  any: Growing | undefined;
  parts: number;
}

/** Most paths end in leaves, which share this one. */
const noKeys = new Map<string, Growing>();
const growing = (): Growing => ({ row: undefined, type: undefined, keys: noKeys, any: undefined, parts: 0 });

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
      leaf.row = whole(row);
      leaf.type = row.type && types[row.type];
      all |= has;
    }
    grow(root, path, all);
  }
  return root;
}

/** The end of a path; it and all above it have `parts` below them. */
function grow(root: Growing, path: string, parts: number): Growing {
  let at = root;
  at.parts |= parts;
  for (let from = 0; from <= path.length; ) {
    const dot = path.indexOf('.', from);
    const end = dot < 0 ? path.length : dot;
    at = branch(at, path.slice(from, end));
    at.parts |= parts;
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

/** What an engine does at a node that has a row; undefined removes the node. */
export type Step = (node: Node, at: Rules, context: Context) => Node | undefined;

/** One way over a tree. */
export interface Pass {
  /** The parts of rows it is about. */
  readonly parts: number;
  /** Whether a scalar of a mapping certainly stays as it is; then no step is made for it. */
  readonly passesBy?: (node: ScalarNode, at: Rules) => boolean;
  /** Done before what is below a node. */
  readonly step: Step;
  /** Done after that, where something has changed. */
  readonly after?: Step;
}

/** Rewrites a tree along the rules. Unchanged parts stay the same nodes. */
export const rewrite = (root: Node, rules: Rules, report: Report, pass: Pass): Node =>
  new Rewriter(report, pass).visit(root, rules) ?? map(new Map(), root);

/** A mapping or list on the way, and the key or index of what is visited in it. */
interface Level {
  readonly above: Level | undefined;
  step: string | number;
}

class Rewriter implements Context {
  readonly report: Report;
  private readonly parts: number;
  private readonly passesBy: Pass['passesBy'];
  private readonly step: Step;
  private readonly after: Step | undefined;
  private level: Level | undefined;

  constructor(report: Report, { parts, passesBy, step, after }: Pass) {
    this.report = report;
    this.parts = parts;
    this.passesBy = passesBy;
    this.step = step;
    this.after = after;
  }

  /** Only what is reported asks for it. */
  get path(): Path {
    const path: (string | number)[] = [];
    for (let { level } = this; level; level = level.above) path.push(level.step);
    return path.reverse();
  }

  visit(node: Node, at: Rules): Node | undefined {
    if (!at.row) return node.kind === 'scalar' ? node : this.inside(node, at);
    const own = this.step(node, at, this);
    if (!own || own.kind === 'scalar') return own;
    const done = this.inside(own, at);
    return this.after && done !== node ? this.after(done, at, this) : done;
  }

  private inside(node: MapNode | ListNode, at: Rules): Node {
    const { any } = at;
    if (node.kind === 'map') return any || at.keys.size > 0 ? this.values(node, at) : node;
    return any && (any.parts & this.parts) !== 0 ? this.items(node, any) : node;
  }

  /** Most of a file is nothing that a pass is about: for that, no more is done than to find out. */
  private values(node: MapNode, { keys, any }: Rules): Node {
    const { level: above, parts, passesBy } = this;
    const { entries } = node;
    const level: Level = { above, step: '' };
    let changed = undefined as Map<string, Entry> | undefined;
    this.level = level;
    entries.forEach((entry, name) => {
      const at = keys.get(name) ?? any;
      if (!at || (at.parts & parts) === 0) return;
      const { value } = entry;
      if (passesBy && value.kind === 'scalar' && passesBy(value, at)) return;
      level.step = name;
      const made = this.visit(value, at);
      if (made !== value) changed = change(changed, entries, name, entry, made);
    });
    this.level = above;
    return changed ? withEntries(node, changed) : node;
  }

  private items(node: ListNode, at: Rules): Node {
    const { level: above } = this;
    const level: Level = { above, step: 0 };
    this.level = level;
    const made = mapItems(node, (item, index) => {
      level.step = index;
      return this.visit(item, at);
    });
    this.level = above;
    return made;
  }
}
