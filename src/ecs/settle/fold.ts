import type { ProjectModel } from '../../compose/model.ts';
import type { Project } from '../../compose/project.ts';
import type { Where } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';

/** The services of a project in file order. */
interface FileOrder {
  readonly names: readonly string[];
  readonly ranks: ReadonlyMap<string, number>;
}

const orders = new WeakMap<ProjectModel, FileOrder>();

/** Counted once for a project: folding is done for every task. */
function fileOrder({ model }: Project): FileOrder {
  const known = orders.get(model);
  if (known) return known;
  const names = Object.keys(model.services);
  const ranks = new Map<string, number>();
  names.forEach((name, rank) => {
    ranks.set(name, rank);
  });
  const order = { names, ranks };
  orders.set(model, order);
  return order;
}

const placeOf = (service: string | undefined): Path => (service === undefined ? ['services'] : ['services', service]);

/** The place of a message that several services of a task share: the first of them in file order, the others related. */
export function fold(project: Project, services: readonly string[], message: string): Where {
  if (isOne(services)) return { path: placeOf(services[0]) };
  const { names, ranks } = fileOrder(project);
  const concerned: number[] = [];
  services.forEach((name) => {
    const rank = ranks.get(name);
    if (rank !== undefined && rank !== concerned.at(-1)) concerned.push(rank);
  });
  concerned.sort((a, b) => a - b);
  const others = concerned.filter((rank, index) => index > 0 && rank !== concerned[index - 1]);
  const nameAt = (rank: number | undefined) => (rank === undefined ? undefined : names[rank]);
  return {
    path: placeOf(nameAt(concerned[0])),
    also: others.map((rank) => ({ path: placeOf(nameAt(rank)), message })),
  };
}

/** Most tasks are made of one service, which several reasons may name. */
function isOne(services: readonly string[]): boolean {
  for (let index = 1; index < services.length; index++) if (services[index] !== services[0]) return false;
  return services.length > 0;
}

/** The same place, for what is true of the task as a whole. */
export function firstOf(project: Project, services: readonly string[]): Where {
  if (isOne(services)) return { path: placeOf(services[0]) };
  const { ranks } = fileOrder(project);
  let first: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  services.forEach((name) => {
    const at = ranks.get(name);
    if (at === undefined || at >= least) return;
    first = name;
    least = at;
  });
  return { path: placeOf(first) };
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
