import type { Report } from '../diagnostics/declare.ts';
import type { MapNode, Node } from '../source/node.ts';
import { merge } from './merge.ts';
import { type Places, resolvePaths } from './paths.ts';
import { composeRows } from './rows.ts';
import { type Rows, type Rules, rewrite, rules } from './rules.ts';
import { typed } from './typed.ts';
import { enforceUnique } from './unique.ts';

/** The engines of reading over one table of rows. Each takes a tree and gives a new one; none throws. */
export interface Engines {
  /** Short forms made long. */
  canonical(root: MapNode, report: Report): MapNode;
  merge(base: MapNode, over: MapNode, report: Report): MapNode;
  /** Merges one value as it stands at `path`. */
  mergeAt(path: readonly string[], base: Node, over: Node, report: Report): Node;
  unique(root: MapNode, report: Report): MapNode;
  fallbacks(root: MapNode, report: Report): MapNode;
  paths(root: MapNode, places: Places, report: Report): MapNode;
  /** `keep`: values that are not of their type stay as they are. */
  typed(root: MapNode, report: Report, keep?: boolean): MapNode;
  /** All rows, for those who walk along. */
  readonly rules: Rules;
}

export function engines(rows: Rows): Engines {
  const short = rules(rows, (row) => row.short !== undefined);
  const merging = rules(rows, (row) => row.merge !== undefined);
  const unique = rules(rows, (row) => row.unique !== undefined);
  const fallback = rules(rows, (row) => row.fallback !== undefined);
  const paths = rules(rows, (row) => row.path !== undefined);
  const types = rules(rows, (row) => row.type !== undefined);
  const mapping = (root: MapNode, made: Node): MapNode => (made.kind === 'map' ? made : root);
  return {
    canonical: (root, report) =>
      mapping(
        root,
        rewrite(root, short, report, (node, row, context) => row.short?.(node, context) ?? node),
      ),
    merge: (base, over, report) => mapping(base, merge(base, over, merging, report)),
    mergeAt: (path, base, over, report) => {
      const at = path.reduce<Rules | undefined>((rule, key) => rule?.keys.get(key) ?? rule?.any, merging);
      return merge(base, over, at, report);
    },
    unique: (root, report) => mapping(root, enforceUnique(root, unique, report)),
    fallbacks: (root, report) =>
      mapping(
        root,
        rewrite(root, fallback, report, (node, row) => row.fallback?.(node) ?? node),
      ),
    paths: (root, places, report) => mapping(root, resolvePaths(root, paths, places, report)),
    typed: (root, report, keep) => mapping(root, typed(root, types, report, keep)),
    rules: rules(rows),
  };
}

let made: Engines | undefined;

/** The engines for Compose files; made when first needed. */
export function composeEngines(): Engines {
  made ??= engines(composeRows);
  return made;
}
