import { declare } from '../diagnostics/declare.ts';
import type { Node } from '../source/node.ts';
import { limits } from './limits.ts';

/** Said once: for what is over the limit first. */
export const tooMuchText = declare(() => ({
  code: 'file/too-much-text',
  severity: 'error',
  message: `With this, the texts of the project are longer than is read: more than ${limits.text} characters, a blank counted as ${perBlank}`,
  why: 'Aliases, services that extend another one, and environment files of many services repeat what is written once.',
  fix: 'Leave long texts out of what many services share, and mount them as files.',
}));

/** A command is cut at blanks, and a word takes the memory of many characters. */
const perBlank = 64;

/** UTF-16 units of all names and texts in a tree, each as often as it stands there: what aliases and bases share counts for each. */
export function textLength(node: Node): number {
  if (node.kind === 'scalar') return typeof node.value === 'string' ? lengthOf(node.value) : 0;
  let length = 0;
  if (node.kind === 'list') for (const item of node.items) length += textLength(item);
  else
    node.entries.forEach(({ value }, name) => {
      length += name.length + textLength(value);
    });
  return length;
}

function lengthOf(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) length += text.charCodeAt(at) <= blank ? perBlank : 1;
  return length;
}

const blank = 32;
