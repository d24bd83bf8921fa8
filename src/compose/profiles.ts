import type { Entry, MapNode, Node } from '../source/node.ts';
import { entries, get, items, set, text } from './nodes.ts';

export interface Activation {
  /** The tree without the services that no profile enables. An optional dependency on one of those stays. */
  readonly tree: MapNode;
  readonly inactive: readonly string[];
  /** Every profile that a service names, sorted. */
  readonly named: readonly string[];
}

/**
 * Leaves out the services whose profiles are not enabled; `*` enables all.
 * https://github.com/compose-spec/compose-spec/blob/main/15-profiles.md
 */
export function activate(tree: MapNode, profiles: readonly string[]): Activation {
  const enabled = new Set(profiles);
  const all = enabled.has('*');
  const named = new Set<string>();
  const inactive = new Set<string>();
  const services = get(tree, 'services');
  entries(services).forEach(({ value }, service) => {
    const own = items(get(value, 'profiles'));
    if (own.length === 0) return;
    const names = own.map((profile) => text(profile) ?? '');
    for (const name of names) named.add(name);
    if (!all && !names.some((name) => enabled.has(name))) inactive.add(service);
  });
  return { tree: without(tree, services, inactive), inactive: [...inactive], named: [...named].sort() };
}

function without(tree: MapNode, services: Node | undefined, left: ReadonlySet<string>): MapNode {
  if (services?.kind !== 'map' || left.size === 0) return tree;
  const active = new Map<string, Entry>();
  services.entries.forEach((entry, name) => {
    if (!left.has(name)) active.set(name, entry);
  });
  return set(tree, 'services', { ...services, entries: active });
}
