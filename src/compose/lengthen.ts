import type { Pass, Step } from './rewrite.ts';
import { parts, quietly, type Room } from './rules.ts';
import { uniqueItems } from './unique.ts';

/** A list that short forms have changed is made unique once more: a range may hold a port that is there already. */
const again: Step = (node, at, here) =>
  node.kind === 'list' && node.items.length > 1 ? uniqueItems(node, at, here) : node;

/** Makes lists unique and short forms long. `keep`: what cannot be read because variables are not filled in stays as it is. */
export const lengthening = (keep: boolean, room: Room): Pass => ({
  parts: parts.short | parts.unique,
  step: (node, at, here) => {
    const once = at.row?.unique ? uniqueItems(node, at, here) : node;
    return at.row?.short ? at.row.short(once, keep ? quietly(here) : here, room) : once;
  },
  after: again,
});
