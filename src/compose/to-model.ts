import type { MapNode, Node } from '../source/node.ts';
import type { ProjectModel } from './model.ts';
import { put } from './plain.ts';
import { below, type Rules } from './rules.ts';
import { omits } from './types/index.ts';

const sections: ReadonlySet<string> = new Set(['services', 'networks', 'volumes', 'secrets', 'configs', 'models']);

type Plain = Record<string, unknown>;

/** The plain, frozen value of a resolved tree, without what counts as not written: false, zero and empty values of most keys. */
export function toModel(tree: MapNode, rules: Rules, name: string): ProjectModel {
  const model: Plain = { name, services: Object.freeze(named()) };
  for (const [key, { value }] of tree.entries) {
    const rule = below(rules, key);
    if (sections.has(key)) model[key] = value.kind === 'map' ? filled(named(), value, rule) : plainOf(value, rule);
    else if (key.startsWith('x-')) model[key] = plainOf(value, rule);
  }
  return Object.freeze(model) as unknown as ProjectModel;
}

function plainOf(node: Node, rules: Rules | undefined): unknown {
  if (node.kind === 'scalar') return node.value;
  // Where names are the user's, each mapping has others: as properties of plain objects they would make a class for each.
  if (node.kind === 'map') return filled(rules?.any ? named() : {}, node, rules);
  const any = rules?.any;
  return Object.freeze(node.items.map((item) => (item.kind === 'scalar' ? item.value : plainOf(item, any))));
}

function filled(made: Plain, { entries }: MapNode, rules: Rules | undefined): Plain {
  entries.forEach(({ value }, key) => {
    const rule = rules && below(rules, key);
    if (rule?.type && omits(value, rule.type)) return;
    put(made, key, value.kind === 'scalar' ? value.value : plainOf(value, rule));
  });
  return Object.freeze(made);
}

/** A collection in which only what was written is found, whatever its name: `constructor` is a good one for a service. */
const named = (): Plain => Object.create(null);

export const byName = <T>(made: T): T =>
  typeof made === 'object' && made !== null && !Array.isArray(made)
    ? Object.freeze(Object.assign(named(), made))
    : made;
