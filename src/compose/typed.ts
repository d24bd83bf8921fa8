import { isNull } from './nodes.ts';
import type { Whole } from './normalise.ts';
import type { Pass } from './rewrite.ts';
import { parts } from './rules.ts';

export interface Typing {
  /** The project that the files make: its values are normalised first. */
  readonly whole?: Whole;
  /** Values that are not of their type stay as they are: for projects whose variables are not filled in. */
  readonly keep?: boolean;
}

/** Makes of each value what its row says it is. Values that cannot be that are reported and left out. */
export const typing = ({ whole, keep }: Typing): Pass => ({
  parts: whole ? parts.type | parts.normalise : parts.type,
  passesBy: ({ value }, { type }) => type?.keeps(value) ?? false,
  step: (node, { row, type }, here) => {
    const normal = whole && row?.normalise ? row.normalise(node, here.key, whole) : node;
    const made = type ? type.convert(normal, here) : normal;
    return made ?? (keep && !isNull(normal) ? normal : undefined);
  },
});
