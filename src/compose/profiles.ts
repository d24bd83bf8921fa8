import type { Entry, MapNode } from '../source/node.ts';
import { entries, get, items, set, text } from './nodes.ts';

export interface Activation {
  /** The tree without the services that no profile enables. An optional dependency on one of those stays. */
  readonly tree: MapNode;
  readonly inactive: readonly string[];
}

/**
 * Leaves out the services whose profiles are not enabled; `*` enables all.
 * https://github.com/compose-spec/compose-spec/blob/main/15-profiles.md
 */
export function activate(tree: MapNode, profiles: readonly string[]): Activation {
  const enabled = new Set(profiles);
  const services = get(tree, 'services');
  if (services?.kind !== 'map' || enabled.has('*')) return { tree, inactive: [] };
  const inactive = new Set<string>();
  services.entries.forEach(({ value }, name) => {
    const own = items(get(value, 'profiles'));
    if (own.length > 0 && !own.some((profile) => enabled.has(text(profile) ?? ''))) inactive.add(name);
  });
  if (inactive.size === 0) return { tree, inactive: [] };
  const active = new Map<string, Entry>();
  for (const [name, entry] of services.entries) if (!inactive.has(name)) active.set(name, entry);
  return { tree: set(tree, 'services', { ...services, entries: active }), inactive: [...inactive] };
}

/** Every profile that a service of the tree names, sorted. */
export function profilesOf(tree: MapNode): string[] {
  const found = new Set<string>();
  entries(get(tree, 'services')).forEach(({ value }) => {
    for (const profile of items(get(value, 'profiles'))) found.add(text(profile) ?? '');
  });
  return [...found].sort();
}
