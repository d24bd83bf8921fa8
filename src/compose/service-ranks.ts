import type { ProjectModel } from './model.ts';

const known = new WeakMap<ProjectModel, ReadonlyMap<string, number>>();

/** The rank of each service in file order, from 0. A model never changes, so that it is walked once. */
export function serviceRanks(model: ProjectModel): ReadonlyMap<string, number> {
  const before = known.get(model);
  if (before) return before;
  const ranks = new Map<string, number>();
  for (const name in model.services) ranks.set(name, ranks.size);
  known.set(model, ranks);
  return ranks;
}
