import type { Node } from '../source/node.ts';
import type { Lookup } from './normalise.ts';
import type { Places } from './paths.ts';
import type { Pass } from './rewrite.ts';
import { type Context, completion, type Row } from './rules.ts';

/** What stands around the files of a project, or of one entry of `include`. */
export interface Around extends Places {
  readonly variables: Lookup;
}

/** Adds what is not written, and makes paths absolute. */
export function completed(node: Node, row: Row, around: Around, context: Context): Node {
  const filled = row.fallback ? row.fallback(node, around.variables) : node;
  return row.path ? row.path(filled, around, context) : filled;
}

/** That for a whole tree. */
export const completing = (around: Around): Pass => ({
  parts: completion,
  step: (node, { row }, here) => (row ? completed(node, row, around, here) : node),
});
