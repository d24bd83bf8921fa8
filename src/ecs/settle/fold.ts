import { locate, type Project } from '../../compose/project.ts';
import type { Where } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';

/** Where a service is written, and which it is in file order. */
interface Place {
  readonly rank: number;
  readonly where: Where;
}

const known = new WeakMap<Project, ReadonlyMap<string, Place>>();

/** Found once for a project: every task has findings at its services. */
function placesOf(project: Project): ReadonlyMap<string, Place> {
  const before = known.get(project);
  if (before) return before;
  const found = new Map<string, Place>();
  Object.keys(project.model.services).forEach((name, rank) => {
    const path = ['services', name];
    const { place, related } = locate(project.tree, path);
    found.set(name, { rank, where: related.length > 0 ? { path, place, related } : { path, place } });
  });
  known.set(project, found);
  return found;
}

const nowhere: Where = { path: ['services'] };

/** The place of a message that several services of a task share: the first of them in file order, the others related. */
export function fold(project: Project, services: readonly string[], message: string): Where {
  return isOne(services) ? firstOf(project, services) : foldSeveral(placesOf(project), services, message);
}

function foldSeveral(places: ReadonlyMap<string, Place>, services: readonly string[], message: string): Where {
  const concerned: Place[] = [];
  services.forEach((name) => {
    const place = places.get(name);
    if (place && place !== concerned.at(-1)) concerned.push(place);
  });
  concerned.sort((a, b) => a.rank - b.rank);
  const others = concerned.filter((one, index) => index > 0 && one !== concerned[index - 1]);
  const also = others.map(({ where: { path, place } }) => ({ path, place, message }));
  return { ...(concerned[0]?.where ?? nowhere), also };
}

/** Most tasks are made of one service, which several reasons may name. */
function isOne(services: readonly string[]): boolean {
  for (let index = 1; index < services.length; index++) if (services[index] !== services[0]) return false;
  return services.length > 0;
}

/** The same place, for what is true of the task as a whole. */
export function firstOf(project: Project, services: readonly string[]): Where {
  const places = placesOf(project);
  let first: Place | undefined;
  for (let index = 0; index < services.length; index++) {
    const place = places.get(services[index] ?? '');
    if (place && (!first || place.rank < first.rank)) first = place;
  }
  return first?.where ?? nowhere;
}

/** One message about several written values: at the first, the others related. */
export const foldPaths = (paths: readonly Path[], message: string): Where => ({
  path: paths[0] ?? [],
  also: paths.slice(1).map((path) => ({ path, message })),
});

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[], conjunction = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}
