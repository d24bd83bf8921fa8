import type { UpdateRequest } from '../draft.ts';

export interface Percents {
  maximumPercent: number;
  minimumHealthyPercent: number;
}

/**
 * ECS rounds the minimum up and the maximum down to whole tasks, so these percentages let through exactly as many as are asked for.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function percents(count: number, { order, parallelism = 1 }: UpdateRequest): Percents {
  if (order !== 'start-first') return stopFirst(count, parallelism);
  const more = parallelism === 0 || count === 0 ? 100 : Math.ceil((100 * parallelism) / count);
  return { maximumPercent: Math.min(200, 100 + more), minimumHealthyPercent: 100 };
}

/** Stops `parallelism` tasks (0: all) before it starts as many. */
export function stopFirst(count: number, parallelism = 1): Percents {
  const kept = parallelism === 0 || count === 0 ? 0 : Math.floor((100 * (count - parallelism)) / count);
  return { maximumPercent: 100, minimumHealthyPercent: Math.max(0, kept) };
}
