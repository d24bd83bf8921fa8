import type { Report } from '../../diagnostics/declare.ts';
import type { Node } from '../../source/node.ts';
import { entries, get } from '../nodes.ts';
import { dependencyCycle } from './declarations.ts';

/** A service on the way, and those of its dependencies that are still to be followed. */
interface Step {
  readonly name: string;
  readonly rest: IterableIterator<string>;
}

/** Finds circles of dependencies, each once, whatever the depth. */
export function cycles(project: Node, report: Report): void {
  const services = entries(get(project, 'services'));
  const dependencies = (service: Node | undefined) => entries(get(service, 'depends_on'));
  const needs = (name: string) => dependencies(services.get(name)?.value).keys();
  const done = new Set<string>();
  const open = new Set<string>();
  let settled = true;
  const look = (_: unknown, need: string): void => {
    if (!done.has(need) && services.has(need)) settled = false;
  };
  services.forEach(({ value }, start) => {
    if (done.has(start)) return;
    settled = true;
    // Most services stand below all that they need.
    dependencies(value).forEach(look);
    if (settled) {
      done.add(start);
      return;
    }
    const trail: Step[] = [{ name: start, rest: needs(start) }];
    open.add(start);
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const next = top.rest.next();
      if (next.done) {
        trail.pop();
        open.delete(top.name);
        done.add(top.name);
      } else if (open.has(next.value)) {
        const names = trail.map(({ name }) => name);
        const loop = [...names.slice(names.indexOf(next.value)), next.value].join(' → ');
        report(dependencyCycle, { path: ['services', top.name, 'depends_on', next.value] }, { loop });
      } else if (!done.has(next.value) && services.has(next.value)) {
        open.add(next.value);
        trail.push({ name: next.value, rest: needs(next.value) });
      }
    }
  });
}
