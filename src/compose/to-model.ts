import type { Entry, MapNode, Node } from '../source/node.ts';
import type { ProjectModel } from './model.ts';
import { below, type Rules } from './rules.ts';
import { omits, saysNothing } from './types/index.ts';

const sections: ReadonlySet<string> = new Set(['services', 'networks', 'volumes', 'secrets', 'configs', 'models']);

type Plain = Record<string, unknown>;

/** The plain value of a resolved tree, without what counts as not written: false, zero and empty values of most keys. */
export function toModel(tree: MapNode, rules: Rules, name: string): ProjectModel {
  const model: Plain = { name, services: named() };
  const plainOf = reader();
  tree.entries.forEach(({ value }, key) => {
    if (sections.has(key) || key.startsWith('x-')) model[key] = plainOf(value, below(rules, key));
  });
  return model as unknown as ProjectModel;
}

/** Makes plain values. One visitor serves all mappings: a project has thousands, and most are small. */
function reader(): (node: Node, rules: Rules | undefined) => unknown {
  let made: Plain = {};
  let rules: Rules | undefined;

  function plainOf(node: Node, at: Rules | undefined): unknown {
    if (node.kind === 'scalar') return node.value;
    const above = rules;
    rules = at;
    const value = node.kind === 'list' ? node.items.map(itemOf) : filled(node.entries);
    rules = above;
    return value;
  }

  function itemOf(item: Node): unknown {
    return plainOf(item, rules?.any);
  }

  function filled(entries: MapNode['entries']): Plain {
    const around = made;
    // Where names are the user's, each mapping has others: as properties of plain objects they would make a class for each.
    const own = rules?.any || entries.has('__proto__') ? named() : {};
    made = own;
    entries.forEach(fill);
    made = around;
    return own;
  }

  function fill({ value }: Entry, key: string): void {
    if (value.kind === 'scalar') {
      const written = value.value;
      if (!saysNothing(written)) {
        made[key] = written;
        return;
      }
    }
    const rule = rules && below(rules, key);
    const type = rule?.type;
    if (!type || !omits(value, type)) made[key] = plainOf(value, rule);
  }

  return plainOf;
}

/** A collection in which only what was written is found, whatever its name: `constructor` is a good one for a service. */
const named = (): Plain => Object.create(null);

export const byName = <T>(made: T): T =>
  typeof made === 'object' && made !== null && !Array.isArray(made) ? Object.assign(named(), made) : made;
