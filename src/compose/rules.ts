import type { Report } from '../diagnostics/declare.ts';
import { addToGroup } from '../source/grouped-by.ts';
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

/** What one project may still stand for, counted down. */
export interface Room {
  /** Of port ranges. */
  ports: number;
  /** UTF-16 units. */
  text: number;
}

const silent: Report = () => {};

/** What is made there reports nothing. */
export const quietly = ({ path }: Context): Context => ({ path, report: silent });

/** All that reading knows about one path of a Compose file. Absent parts mean: nothing special. */
export interface Row {
  /** Makes the long form of what may be written short. */
  readonly short?: (node: Node, context: Context, room: Room) => Node;
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

/** By path; a row that says no more than a type is the name of that. */
export type Rows = Readonly<Record<string, Row | TypeName>>;

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

/**
 * Rows by path, as a tree that engines walk along with the nodes. `*` stands for any key or index.
 * A project has few of the keys that there are: a branch is made when its key is met.
 */
export interface Rules {
  readonly row: Row | undefined;
  readonly type: Type | undefined;
  /** Whether a scalar of a value certainly stays as it is when it is settled. */
  readonly keeps: Type['keeps'];
  /** The branches that have been met. */
  readonly met: Map<string, Rules>;
  /** What is said of all that has a name, by that; undefined where nothing has. */
  readonly named: ReadonlyMap<string, readonly Table[]> | undefined;
  readonly any: Rules | undefined;
  /** The parts of the row here. */
  readonly own: number;
  /** Those of the rows below: an engine passes by a branch that has none of its own. */
  readonly below: number;
}

/** Parts that complete a value. */
export const completion = parts.fallback | parts.path;
/** Parts that say what becomes of a value before it is made of its type. */
export const settling = completion | parts.normalise;
const never: Type['keeps'] = () => false;

/** Of tables that nobody has looked into. */
const everyPart = -1;

/** Tables as seen from one place: a path may be empty, and so may the name of a row, which is then the one of this place. */
export function rules(tables: readonly Table[]): Rules {
  const named = new Map<string, Table[]>();
  let row: Row | undefined;
  let below = 0;
  for (const { path, rows } of tables) {
    const own = rowOf(rows['']);
    if (path !== '') {
      below |= own ? partsOf(own) : everyPart;
      sayOf(named, path, rows);
    } else if (own) row = own;
    else {
      below = everyPart;
      for (const name in rows) sayOf(named, name, { '': rows[name] ?? {} });
    }
  }
  const every = named.get('*');
  named.delete('*');
  const own = row ? partsOf(row) : 0;
  const any = every && rules(every);
  const type = row?.type && types[row.type];
  const names = named.size > 0 ? named : undefined;
  const keeps = type && (own & settling) === 0 ? type.keeps : never;
  return { row, type, keeps, met: names ? new Map() : none, named: names, any, own, below };
}

/** Most paths end in leaves, which share this one. */
const none = new Map<string, Rules>();

function sayOf(named: Map<string, Table[]>, path: string, rows: Rows): void {
  const dot = path.indexOf('.');
  const step = dot < 0 ? path : path.slice(0, dot);
  const said = { path: dot < 0 ? '' : path.slice(dot + 1), rows };
  addToGroup(named, step, said);
}

/** All of a row. */
export const rowOf = (said: Row | TypeName | undefined): Row | undefined =>
  typeof said === 'string' ? { type: said } : said;

function partsOf(row: Row): number {
  let has = 0;
  for (const part in row) if (row[part as keyof Row]) has |= parts[part as keyof Row];
  return has;
}

export const below = (rules: Rules, key: string): Rules | undefined =>
  rules.met.get(key) ?? (rules.named ? meet(rules, rules.named, key) : rules.any);

function meet({ met, any }: Rules, named: NonNullable<Rules['named']>, key: string): Rules | undefined {
  const said = named.get(key);
  if (!said) return any;
  const made = rules(said);
  met.set(key, made);
  return made;
}
