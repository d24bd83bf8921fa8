import { composeLeaves } from '../generated/compose-keys.ts';
import type { Path } from '../source/node.ts';

/** The keys that the Compose Specification knows at a path; none where any name may stand. */
export function knownKeys(path: Path): string[] {
  const below = keysBelow();
  let prefixes = [''];
  for (const step of path) {
    const marks = typeof step === 'number' ? ['[].'] : [`${step}.`, '*.'];
    prefixes = prefixes.flatMap((prefix) => marks.map((mark) => prefix + mark)).filter((prefix) => below.has(prefix));
  }
  return [...new Set(prefixes.flatMap((prefix) => [...(below.get(prefix) ?? [])]))];
}

let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** By the path of a mapping, with a dot after each step: the keys that it may have. Made when first asked for. */
function keysBelow(): ReadonlyMap<string, ReadonlySet<string>> {
  if (known) return known;
  const below = new Map<string, Set<string>>();
  for (const leaf of composeLeaves) {
    let prefix = '';
    for (const step of leaf.split('.')) {
      const keys = below.get(prefix) ?? new Set();
      below.set(prefix, keys);
      if (step !== '*' && step !== '[]') keys.add(step);
      prefix += `${step}.`;
    }
  }
  known = below;
  return below;
}
