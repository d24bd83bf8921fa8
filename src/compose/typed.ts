import type { Node } from '../source/node.ts';
import { completed } from './complete.ts';
import { isNull } from './nodes.ts';
import type { Whole } from './normalise.ts';
import type { Here, Pass } from './rewrite.ts';
import { parts, quietly, type Row, settling } from './rules.ts';

export interface Typing {
  /** The project that the files make: each value is completed and normalised before it is made of its type. */
  readonly whole?: Whole;
  /** For projects whose variables are not filled in: what waits for its variable is neither right nor wrong, and stays as it is. */
  readonly keep?: boolean;
}

/** Makes of each value what its row says it is. Values that cannot be that are reported and left out. */
export const typing = ({ whole, keep }: Typing): Pass => ({
  parts: whole ? parts.type | settling : parts.type,
  passesBy: ({ value }, { keeps }) => keeps(value),
  step: (node, { own, row, type }, here) => {
    const settled = whole && row && (own & settling) !== 0 ? settle(node, row, whole, here) : node;
    if (!type) return settled;
    if (!keep) return type.convert(settled, here);
    return type.convert(settled, quietly(here)) ?? (isNull(settled) ? undefined : settled);
  },
});

function settle(node: Node, row: Row, whole: Whole, here: Here): Node {
  const complete = completed(node, row, whole, here);
  return row.normalise ? row.normalise(complete, here.key, whole) : complete;
}
