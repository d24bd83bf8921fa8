import { declare } from '../diagnostics/declare.ts';
import type { Node } from '../source/node.ts';
import { limits } from './limits.ts';

/** Said once: for what is over the limit first. */
export const tooMuchText = declare(() => ({
  code: 'file/too-much-text',
  severity: 'error',
  message: `With this, the texts of the project have more than ${limits.text} characters`,
  why: 'Aliases, services that extend another one, and environment files of many services repeat what is written once.',
  fix: 'Leave long texts out of what many services share, and mount them as files.',
}));

/** UTF-16 units of all texts and names in a tree, each as often as it stands there: what aliases and bases share counts for each. */
export function textLength(node: Node): number {
  if (node.kind === 'scalar') return typeof node.value === 'string' ? node.value.length : 0;
  let length = 0;
  if (node.kind === 'list') for (const item of node.items) length += textLength(item);
  else
    node.entries.forEach(({ value }, name) => {
      length += name.length + textLength(value);
    });
  return length;
}
