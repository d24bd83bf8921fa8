import { declare } from '../diagnostics/declare.ts';
import type { Entry, Node } from '../source/node.ts';
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

/**
 * UTF-16 units of all names and texts in a tree, each as often as it stands there: what aliases and bases share counts for each.
 * Blanks are counted as what they cost only where that could make more than `room`.
 */
export function textLength(tree: Node, room: number): number {
  const length = sum(tree, ({ length }) => length);
  return length * perBlank <= room ? length : sum(tree, weightOf);
}

function sum(tree: Node, weigh: (text: string) => number): number {
  let total = 0;
  const add = (node: Node): void => {
    if (node.kind === 'map') node.entries.forEach(addEntry);
    else if (node.kind === 'list') node.items.forEach(add);
    else if (typeof node.value === 'string') total += weigh(node.value);
  };
  const addEntry = ({ value }: Entry, name: string): void => {
    total += name.length;
    add(value);
  };
  add(tree);
  return total;
}

function weightOf(text: string): number {
  let weight = 0;
  for (let at = 0; at < text.length; at++) weight += text.charCodeAt(at) <= blank ? perBlank : 1;
  return weight;
}

const blank = 32;
