import { appended } from '../../compose/nodes.ts';
import { locate, type Project } from '../../compose/project.ts';
import type { Where } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';

/** The services of a project: which each is in file order, and where it is written as far as that was asked for. */
interface Services {
  readonly names: readonly string[];
  readonly ranks: ReadonlyMap<string, number>;
  readonly wheres: Map<string, Where>;
}

const known = new WeakMap<Project, Services>();

function servicesOf(project: Project): Services {
  const before = known.get(project);
  if (before) return before;
  const names = Object.keys(project.model.services);
  const ranks = new Map<string, number>();
  names.forEach((name, rank) => {
    ranks.set(name, rank);
  });
  const services = { names, ranks, wheres: new Map<string, Where>() };
  known.set(project, services);
  return services;
}

/** Found once for each service: a task has several findings at its first one. */
function whereOf(project: Project, service: string | undefined): Where {
  if (service === undefined) return { path: ['services'] };
  const { wheres } = servicesOf(project);
  const before = wheres.get(service);
  if (before) return before;
  const path = ['services', service];
  const { place, related } = locate(project.tree, path);
  const where = related.length > 0 ? { path, place, related } : { path, place };
  wheres.set(service, where);
  return where;
}

/** The place of a message that several services of a task share: the first of them in file order, the others related. */
export function fold(project: Project, services: readonly string[], message: string): Where {
  return isOne(services) ? whereOf(project, services[0]) : foldSeveral(project, services, message);
}

function foldSeveral(project: Project, services: readonly string[], message: string): Where {
  const { names, ranks } = servicesOf(project);
  const concerned: number[] = [];
  services.forEach((name) => {
    const rank = ranks.get(name);
    if (rank !== undefined && rank !== concerned.at(-1)) concerned.push(rank);
  });
  concerned.sort((a, b) => a - b);
  const others = concerned.filter((rank, index) => index > 0 && rank !== concerned[index - 1]);
  const also = others.map((rank) => {
    const { path, place } = whereOf(project, names[rank]);
    return { path, place, message };
  });
  return { ...whereOf(project, names[concerned[0] ?? -1]), also };
}

/** Most tasks are made of one service, which several reasons may name. */
function isOne(services: readonly string[]): boolean {
  for (let index = 1; index < services.length; index++) if (services[index] !== services[0]) return false;
  return services.length > 0;
}

/** The same place, for what is true of the task as a whole. */
export function firstOf(project: Project, services: readonly string[]): Where {
  if (isOne(services)) return whereOf(project, services[0]);
  const { ranks } = servicesOf(project);
  let first: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  services.forEach((name) => {
    const at = ranks.get(name);
    if (at === undefined || at >= least) return;
    first = name;
    least = at;
  });
  return whereOf(project, first);
}

/** One message about several written values: at the first, the others related. */
export const foldPaths = (paths: readonly Path[], message: string): Where => ({
  path: paths[0] ?? [],
  also: paths.slice(1).map((path) => ({ path, message })),
});

/** The services that paths lead into, for `fold`. One of them is mostly named several times in a row. */
export function naming(services: string[] | undefined, path: Path | undefined): string[] {
  const service = String(path?.[1]);
  return services?.at(-1) === service ? services : appended(services, service);
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[], conjunction = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}
