import type { Report } from '../diagnostics/declare.ts';
import type { MapNode, Node } from '../source/node.ts';
import { merge } from './merge.ts';
import { type Places, resolvePaths } from './paths.ts';
import { composeRows } from './rows.ts';
import { type Rows, type Rules, rewrite, rules, type Step } from './rules.ts';
import { typed } from './typed.ts';
import { enforceUnique, uniqueItems } from './unique.ts';

const lengthen: Step = (node, row, context) => row.short?.(node, context) ?? node;

const completing =
  (places: Places): Step =>
  (node, { fallback, path }, context) => {
    const filled = fallback ? fallback(node) : node;
    return path ? path(filled, places, context) : filled;
  };

/** The engines of reading over one table of rows. Each takes a tree and gives a new one; none throws. */
export interface Engines {
  /** Short forms made long, and lists unique once more: a range may hold a port that is there already. */
  canonical(root: MapNode, report: Report): MapNode;
  merge(base: MapNode, over: MapNode, report: Report): MapNode;
  /** Merges one value as it stands at `path`. */
  mergeAt(path: readonly string[], base: Node, over: Node, report: Report): Node;
  unique(root: MapNode, report: Report): MapNode;
  /** What is not written, and absolute paths. */
  complete(root: MapNode, places: Places, report: Report): MapNode;
  paths(root: MapNode, places: Places, report: Report): MapNode;
  /** `keep`: values that are not of their type stay as they are. */
  typed(root: MapNode, report: Report, keep?: boolean): MapNode;
  /** All rows, for those who walk along. */
  readonly rules: Rules;
}

export function engines(rows: Rows): Engines {
  const short = lazily(() => rules(rows, (row) => row.short !== undefined || row.unique !== undefined));
  const merging = lazily(() => rules(rows, (row) => row.merge !== undefined));
  const unique = lazily(() => rules(rows, (row) => row.unique !== undefined));
  const completed = lazily(() => rules(rows, (row) => row.fallback !== undefined || row.path !== undefined));
  const paths = lazily(() => rules(rows, (row) => row.path !== undefined));
  const types = lazily(() => rules(rows, (row) => row.type !== undefined));
  const mapping = (root: MapNode, made: Node): MapNode => (made.kind === 'map' ? made : root);
  return {
    canonical: (root, report) => mapping(root, rewrite(root, short(), report, lengthen, uniqueItems)),
    merge: (base, over, report) => mapping(base, merge(base, over, merging(), report)),
    mergeAt: (path, base, over, report) => {
      const at = path.reduce<Rules | undefined>((rule, key) => rule?.keys.get(key) ?? rule?.any, merging());
      return merge(base, over, at, report);
    },
    unique: (root, report) => mapping(root, enforceUnique(root, unique(), report)),
    complete: (root, places, report) => mapping(root, rewrite(root, completed(), report, completing(places))),
    paths: (root, places, report) => mapping(root, resolvePaths(root, paths(), places, report)),
    typed: (root, report, keep) => mapping(root, typed(root, types(), report, keep)),
    rules: rules(rows),
  };
}

/** A project of one file needs no rules for merging, and so on. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

let made: Engines | undefined;

/** The engines for Compose files; made when first needed. */
export function composeEngines(): Engines {
  made ??= engines(composeRows);
  return made;
}
