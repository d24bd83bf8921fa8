import { isNull } from './nodes.ts';
import type { Pass } from './rewrite.ts';
import { parts } from './rules.ts';

/** Makes of each value what its row says it is. Values that cannot be that are reported and left out. */
export const typed: Pass = {
  parts: parts.type,
  passesBy: ({ value }, { type }) => type?.keeps(value) ?? false,
  step: (node, { type }, context) => (type ? type.convert(node, context) : node),
};

/** The same, but such values are kept as they are: for projects whose variables are not filled in. */
export const typedOrKept: Pass = {
  ...typed,
  step: (node, at, context) => typed.step(node, at, context) ?? (isNull(node) ? undefined : node),
};
