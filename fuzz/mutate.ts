import { isTree, put } from './grammar.ts';
import type { Tree } from './input.ts';
import type { Random } from './random.ts';
import { numbers, oddNames, texts } from './words.ts';

const bytes = [
  '\u0000',
  '\u001b',
  '\ufeff',
  '\ud800',
  '\u2028',
  '\t',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '&',
  '*',
  '!',
  '|',
  '>',
  '%',
  '@',
  '`',
  ':',
  '-',
  '#',
  '$',
  '\n',
  '\r',
  '<<: ',
  '${',
  '? ',
  '---\n',
  '...\n',
];

/** Changes a text without regard to what it means. */
export function mutateText(text: string, random: Random): string {
  let changed = text;
  for (let count = 1 + random.below(3); count > 0; count--)
    changed = random.chance(0.6) ? lines(changed, random) : letters(changed, random);
  return changed;
}

function letters(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(random.chance(0.8) ? 4 : 200));
  const kind = random.below(5);
  if (kind === 0) return text.slice(0, at);
  if (kind === 1) return text.slice(0, at) + text.slice(end);
  if (kind === 2) return text.slice(0, end) + text.slice(at, end) + text.slice(end);
  return text.slice(0, at) + random.pick(bytes) + text.slice(kind === 3 ? at : end);
}

function lines(text: string, random: Random): string {
  const all = text.split('\n');
  const at = random.below(all.length);
  const other = random.below(all.length);
  const kind = random.below(6);
  if (kind === 0) all.splice(at, 1);
  else if (kind === 1) all.splice(other, 0, all[at] ?? '');
  else if (kind === 2) [all[at], all[other]] = [all[other] ?? '', all[at] ?? ''];
  else if (kind === 3) all[at] = `  ${all[at]}`;
  else if (kind === 4) all[at] = (all[at] ?? '').replace(/^ {1,2}/, '');
  else
    all[at] = (all[at] ?? '').replace(
      /:.*$/,
      () => `: ${random.pick([...texts, ...numbers.map(String), '', '[]', '{}', 'null'])}`,
    );
  return all.join('\n');
}

/** Every node of a tree, by the collection that holds it. */
export function places(value: unknown): [holder: Tree | unknown[], key: string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Tree | unknown[];
  const keys: (string | number)[] = Array.isArray(holder) ? [...holder.keys()] : Object.keys(holder);
  return keys.flatMap((key) => [[holder, key] as [typeof holder, typeof key], ...places((holder as Tree)[key])]);
}

const get = (holder: Tree | unknown[], key: string | number): unknown => (holder as Tree)[key];
const set = (holder: Tree | unknown[], key: string | number, value: unknown): void =>
  put(holder as Tree, String(key), value);

/** Deletes, doubles, swaps, renames and retypes nodes of a tree. */
export function mutateTree(tree: Tree, random: Random, anything: () => unknown): Tree {
  const changed = structuredClone(tree);
  for (let count = 1 + random.below(3); count > 0; count--) {
    const all = places(changed);
    if (all.length === 0) return changed;
    const [holder, key] = random.pick(all);
    const [other, otherKey] = random.pick(all);
    const kind = random.below(7);
    if (kind === 0) Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
    else if (kind === 1)
      Array.isArray(holder)
        ? holder.push(structuredClone(holder[Number(key)]))
        : put(holder, `${key}2`, structuredClone(holder[key]));
    else if (kind === 2) set(holder, key, structuredClone(get(other, otherKey)));
    else if (kind === 3) set(holder, key, retyped(get(holder, key), random));
    else if (kind === 4) set(holder, key, anything());
    else if (kind === 5 && isTree(holder))
      rename(holder, String(key), random.pick<string>([...oddNames, String(otherKey)]));
    else if (typeof get(holder, key) === 'string') set(holder, key, mutateText(String(get(holder, key)), random));
  }
  return changed;
}

function rename(holder: Tree, key: string, to: string): void {
  const value = holder[key];
  delete holder[key];
  put(holder, to, value);
}

function retyped(value: unknown, random: Random): unknown {
  const kind = random.below(5);
  if (kind === 0) return [value];
  if (kind === 1) return { [String(typeof value === 'object' ? 'a' : value)]: value };
  if (kind === 2) return typeof value === 'object' ? JSON.stringify(value) : [];
  if (kind === 3) return null;
  return Array.isArray(value) ? Object.fromEntries(value.entries()) : Number(JSON.stringify(value));
}
