import { isTree, put } from './grammar.ts';
import type { Tree } from './input.ts';
import { places } from './mutate.ts';
import type { Random } from './random.ts';

/** UTF-16 units: a search that takes the square of them shows. */
const length = 40_000;

/** What a regular expression may begin or divide a match at again and again, and what may stand at the end so that it fails only there. */
const parts = [
  ' ', '\t', '\n', 'a', '1', '0', '.', '-', '_', '/', '\\', ':', '=', ',', ';', '@', '*', '(', '{', '[', '<', '|', '`', '"', "'", '$$', '${A}', '${A:-',
  'a ', 'a/', 'a.', 'a-', 'a:', 'a=', 'a,', 'a@', '../', '%41', '1h', '1e', '1.', "'a' ", 'a\n', 'a.b-c_', 'AWS', 'http://a', 'http://a@', 'Host(`a`) || ', ' && ', 'é', '😀', 'http://web:80 ', 'web ',
] as const; // biome-ignore format: a table
const ends = ['', '!', 'b', '\n', ' ', ':80', '`)', '}'] as const;

function longText(random: Random): string {
  const part = random.pick(parts);
  return part.repeat(Math.floor(length / part.length)) + random.pick(ends);
}

/** The tree with one name or text that is very long: around what stood there, or instead of it. */
export function withLongText(tree: Tree, random: Random): Tree {
  const changed = structuredClone(tree);
  const all = places(changed).filter(([holder, key]) => isTree(holder) || typeof holder[Number(key)] === 'string');
  if (all.length === 0) return changed;
  const [holder, key] = random.pick(all);
  const value = (holder as Tree)[key];
  const text = longText(random);
  if (isTree(holder) && (typeof value !== 'string' || random.chance(0.2))) {
    delete holder[key];
    put(holder, text, value);
  } else {
    const before = String(value);
    const at = random.chance(0.3) ? before.length : random.below(before.length + 1);
    put(holder as Tree, String(key), random.chance(0.4) ? text : before.slice(0, at) + text + before.slice(at));
  }
  return changed;
}
