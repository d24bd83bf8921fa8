import type { MapNode, Node } from '../source/node.ts';
import type { ProjectModel } from './model.ts';
import { below, type Rules } from './rules.ts';
import { omits } from './typed.ts';

const sections = ['services', 'networks', 'volumes', 'secrets', 'configs', 'models'];

/** The plain, frozen value of a resolved tree, without what counts as not written: false, zero and empty values of most keys. */
export function toModel(tree: MapNode, rules: Rules, name: string): ProjectModel {
  const model: Record<string, unknown> = { name, services: byName({}) };
  for (const [key, { value }] of tree.entries) {
    const made = sections.includes(key) || key.startsWith('x-') ? plainOf(value, below(rules, key)) : undefined;
    if (made !== undefined) model[key] = sections.includes(key) ? byName(made) : made;
  }
  return Object.freeze(model) as unknown as ProjectModel;
}

function plainOf(node: Node, rules: Rules | undefined): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') {
    const { any } = rules ?? {};
    return Object.freeze(node.items.map((item) => plainOf(item, any)));
  }
  const made: Record<string, unknown> = {};
  for (const [key, { value }] of node.entries) {
    const rule = rules && below(rules, key);
    if (rule?.row && omits(value, rule.row)) continue;
    put(made, key, plainOf(value, rule));
  }
  return Object.freeze(made);
}

/** A collection in which only what was written is found, whatever its name: `constructor` is a good one for a service. */
export const byName = <T>(made: T): T =>
  typeof made === 'object' && made !== null && !Array.isArray(made)
    ? Object.freeze(Object.assign(Object.create(null), made))
    : made;

/** A key of the user may be called `__proto__`. */
function put(made: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(made, key, { value, enumerable: true });
  else made[key] = value;
}
