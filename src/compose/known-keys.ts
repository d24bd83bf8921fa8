import { composeLeaves } from '../generated/compose-keys.ts';
import type { Path } from '../source/node.ts';

/** The keys that the Compose Specification knows at a path; none where any name may stand. */
export function knownKeys(path: Path): string[] {
  let prefixes = [''];
  for (const step of path) {
    const marks = typeof step === 'number' ? ['[].'] : [`${step}.`, '*.'];
    prefixes = prefixes.flatMap((prefix) => marks.map((mark) => prefix + mark)).filter(isPrefix);
  }
  const keys = new Set<string>();
  for (const leaf of composeLeaves)
    for (const prefix of prefixes)
      if (leaf.startsWith(prefix)) keys.add(leaf.slice(prefix.length).split('.', 1)[0] ?? '');
  keys.delete('*');
  keys.delete('[]');
  return [...keys];
}

const isPrefix = (prefix: string): boolean => composeLeaves.some((leaf) => leaf.startsWith(prefix));
