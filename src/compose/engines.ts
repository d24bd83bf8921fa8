import type { Report } from '../diagnostics/declare.ts';
import type { MapNode, Node } from '../source/node.ts';
import { type Around, completing } from './complete.ts';
import { lengthening } from './lengthen.ts';
import { limits } from './limits.ts';
import { merge } from './merge.ts';
import { type Places, resolving } from './paths.ts';
import { type Pass, rewrite } from './rewrite.ts';
import { composeRows } from './rows.ts';
import { below, type Room, type Rules, rules, type Table } from './rules.ts';
import { type Typing, typing } from './typed.ts';
import { uniting } from './unique.ts';

/** The engines of reading over tables of rows. Each takes a tree and gives a new one; none throws. */
export interface Engines {
  /** Lists made unique and short forms long. `keep`: what waits for its variable stays as it is. */
  canonical(root: MapNode, report: Report, how?: { readonly keep?: boolean; readonly room?: Room }): MapNode;
  merge(base: MapNode, over: MapNode, report: Report): MapNode;
  /** Merges one value as it stands at `path`. */
  mergeAt(path: readonly string[], base: Node, over: Node, report: Report): Node;
  unique(root: MapNode, report: Report): MapNode;
  /** What is not written, and absolute paths. */
  complete(root: MapNode, around: Around, report: Report): MapNode;
  paths(root: MapNode, places: Places, report: Report): MapNode;
  typed(root: MapNode, report: Report, how?: Typing): MapNode;
  /** All rows, for those who walk along. */
  readonly rules: Rules;
}

export function engines(tables: readonly Table[]): Engines {
  const all = rules(tables);
  const rewritten = (root: MapNode, report: Report, pass: Pass) => mapping(root, rewrite(root, all, report, pass));
  return {
    canonical: (root, report, { keep = false, room = roomOfProject() } = {}) =>
      rewritten(root, report, lengthening(keep, room)),
    merge: (base, over, report) => mapping(base, merge(base, over, all, report)),
    mergeAt: (path, base, over, report) => {
      const at = path.reduce<Rules | undefined>((rule, key) => rule && below(rule, key), all);
      return merge(base, over, at, report);
    },
    unique: (root, report) => rewritten(root, report, uniting),
    complete: (root, around, report) => rewritten(root, report, completing(around)),
    paths: (root, places, report) => rewritten(root, report, resolving(places)),
    typed: (root, report, how = {}) => rewritten(root, report, typing(how)),
    rules: all,
  };
}

export const roomOfProject = (): Room => ({ ports: limits.rangePorts, text: limits.text });

const mapping = (root: MapNode, made: Node): MapNode => (made.kind === 'map' ? made : root);

let made: Engines | undefined;

/** The engines for Compose files; made when first needed. */
export function composeEngines(): Engines {
  made ??= engines(composeRows);
  return made;
}
