import type { ProjectModel } from '../../compose/model.ts';
import type { Project } from '../../compose/project.ts';
import type { Where } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';

const ranks = new WeakMap<ProjectModel, ReadonlyMap<string, number>>();

/** Counted once for a project: folding is done for every task. */
function rankOf({ model }: Project): ReadonlyMap<string, number> {
  const known = ranks.get(model);
  if (known) return known;
  const rank = new Map<string, number>();
  for (const name of Object.keys(model.services)) rank.set(name, rank.size);
  ranks.set(model, rank);
  return rank;
}

const placeOf = (service: string | undefined): Path => (service === undefined ? ['services'] : ['services', service]);

/** The place of a message that several services of a task share: the first of them in file order, the others related. */
export function fold(project: Project, services: readonly string[], message: string): Where {
  const rank = rankOf(project);
  const concerned: string[] = [];
  services.forEach((name) => {
    if (rank.has(name)) concerned.push(name);
  });
  if (concerned.length < 2) return { path: placeOf(concerned[0]), also: [] };
  const [first, ...others] = [...new Set(concerned)].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  return { path: placeOf(first), also: others.map((name) => ({ path: ['services', name], message })) };
}

/** The same place, for what is true of the task as a whole. */
export function firstOf(project: Project, services: readonly string[]): Where {
  const rank = rankOf(project);
  let first: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  services.forEach((name) => {
    const at = rank.get(name);
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
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${conjunction} ${last}` : last;
}
