import type { Report } from '../diagnostics/declare.ts';
import type { MapNode, Node } from '../source/node.ts';
import { merge } from './merge.ts';
import { type Places, resolving } from './paths.ts';
import { type Pass, rewrite } from './rewrite.ts';
import { composeRows } from './rows.ts';
import { below, parts, type Rules, rules, type Table } from './rules.ts';
import { typed, typedOrKept } from './typed.ts';
import { uniqueItems, uniting } from './unique.ts';

const lengthening: Pass = {
  parts: parts.short | parts.unique,
  step: (node, { row }, context) => row?.short?.(node, context) ?? node,
  after: (node, at, context) => (node.kind === 'list' && node.items.length > 1 ? uniqueItems(node, at, context) : node),
};

const completing = (places: Places): Pass => ({
  parts: parts.fallback | parts.path,
  step: (node, { row }, context) => {
    const filled = row?.fallback ? row.fallback(node) : node;
    return row?.path ? row.path(filled, places, context) : filled;
  },
});

/** The engines of reading over tables of rows. Each takes a tree and gives a new one; none throws. */
export interface Engines {
  /** Short forms made long, and lists that this changes unique once more: a range may hold a port that is there already. */
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

export function engines(tables: readonly Table[]): Engines {
  const all = rules(tables);
  const rewritten = (root: MapNode, report: Report, pass: Pass) => mapping(root, rewrite(root, all, report, pass));
  return {
    canonical: (root, report) => rewritten(root, report, lengthening),
    merge: (base, over, report) => mapping(base, merge(base, over, all, report)),
    mergeAt: (path, base, over, report) => {
      const at = path.reduce<Rules | undefined>((rule, key) => rule && below(rule, key), all);
      return merge(base, over, at, report);
    },
    unique: (root, report) => rewritten(root, report, uniting),
    complete: (root, places, report) => rewritten(root, report, completing(places)),
    paths: (root, places, report) => rewritten(root, report, resolving(places)),
    typed: (root, report, keep) => rewritten(root, report, keep ? typedOrKept : typed),
    rules: all,
  };
}

const mapping = (root: MapNode, made: Node): MapNode => (made.kind === 'map' ? made : root);

let made: Engines | undefined;

/** The engines for Compose files; made when first needed. */
export function composeEngines(): Engines {
  made ??= engines(composeRows);
  return made;
}
