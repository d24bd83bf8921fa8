import { declare, type Report } from '../diagnostics/declare.ts';
import { limits } from '../ecs/facts/limits.ts';
import { pages } from '../ecs/facts/pages.ts';
import { patterns } from '../ecs/facts/patterns.ts';

export const nameSanitised = declare<{ from: string; to: string; cut: boolean }>(() => ({
  code: 'naming/sanitised',
  severity: 'info',
  message: ({ from, to, cut }) => `The service ${from} is called ${to} in ECS${cut ? ', cut to 255 characters' : ''}.`,
  why: 'ECS takes letters, digits, hyphens and underscores in names, at most 255 of them.',
  fix: 'Nothing, unless other tools know the container by its name: then rename the service.',
  see: pages.parameters,
}));

export const nameCollision = declare<{ a: string; b: string; name: string }>(() => ({
  code: 'naming/collision',
  severity: 'error',
  message: ({ a, b, name }) => `${a} and ${b} would both be called ${name} in ECS.`,
  why: 'ECS takes letters, digits, hyphens and underscores in names; all other characters become hyphens.',
  fix: 'Rename one of the two services, or give one of them another x-ecs.task.',
  see: pages.parameters,
}));

export const familyIllegal = declare(() => ({
  code: 'family/illegal',
  severity: 'error',
  message: 'The family that was asked for is not a name that ECS takes.',
  why: 'A family has letters, digits, hyphens and underscores, at most 255 of them. A name that was given is never changed.',
  fix: 'Give a --family of such characters.',
  see: pages.parameters,
}));

/** FNV-1a, 32 bits, as eight hexadecimal digits: tells apart names that are cut. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value ^= text.charCodeAt(at);
    value = Math.imul(value, 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}

/** A name that ECS takes: other characters become hyphens, what is too long ends in a hash of the whole. */
export function ecsName(text: string): string {
  const name = legal(text);
  return name.length <= limits.nameCharacters ? name : cut(name, text);
}

const illegal = /[^A-Za-z0-9_-]/g;

const legal = (text: string): string => text.replace(illegal, '-');

const cut = (name: string, text: string): string => `${name.slice(0, limits.nameCharacters - 9)}-${hash(text)}`;

/** Container name of each service, and an info where it is not the service's own. */
export function containerNames(services: ReadonlyMap<string, unknown>, report: Report): Map<string, string> {
  const names = new Map<string, string>();
  services.forEach((_, service) => {
    const name = ecsName(service);
    names.set(service, name);
    if (name !== service) {
      const cut = service.length > limits.nameCharacters;
      report(nameSanitised, { path: ['services', service] }, { from: service, to: name, cut });
    }
  });
  return names;
}

/** Two services of one task with the same container name. */
export function checkContainerNames(
  services: readonly string[],
  names: ReadonlyMap<string, string>,
  report: Report,
): void {
  const owners = new Map<string, string>();
  for (const service of services) collide(owners, names.get(service) ?? service, service, report);
}

function collide(owners: Map<string, string>, name: string, service: string, report: Report): void {
  const other = owners.get(name);
  if (other === undefined) owners.set(name, service);
  else report(nameCollision, { path: ['services', service] }, { a: other, b: service, name });
}

export interface NamedTask {
  /** In start order. */
  readonly services: readonly { readonly name: string }[];
  /** `x-ecs.task`. */
  readonly traits: { readonly task: string | undefined };
}

/** Family of each task: the project's name when one task carries it all, else that name and the task's. */
export function families(
  tasks: readonly NamedTask[],
  project: string,
  explicit: string | undefined,
  report: Report,
): string[] {
  if (explicit !== undefined && !patterns.family.test(explicit)) report(familyIllegal, { path: [] });
  const prefix = explicit ?? project;
  if (tasks.length === 1) return [ecsName(prefix)];
  const start = legal(prefix);
  let changed = false;
  const names = tasks.map((task) => {
    const last = lastOf(task);
    const own = task.traits.task ?? last;
    const end = legal(own);
    const family = `${start}-${end}`;
    const fits = family.length <= limits.nameCharacters;
    changed ||= !fits || end !== last;
    return fits ? family : cut(family, `${prefix}-${own}`);
  });
  // Names of services differ: only a name that was changed or chosen can be that of another task.
  const owners = new Map<string, string>();
  if (changed)
    names.forEach((family, at) => {
      collide(owners, family, lastOf(tasks[at]), report);
    });
  return names;
}

const lastOf = (task: NamedTask | undefined): string => task?.services.at(-1)?.name ?? '';
