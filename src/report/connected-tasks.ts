import type { Graph } from './graph.ts';

/** Indexes of tasks that lines connect, and of those lines, each in the order of the graph. */
export interface TaskGroup {
  readonly tasks: readonly number[];
  readonly edges: readonly number[];
}

/** In the order of their first tasks. */
export function connectedTasks({ tasks, edges }: Graph): readonly TaskGroup[] {
  const taskOf = new Map(tasks.flatMap(({ nodes }, i) => nodes.map(({ id }) => [id, i] as const)));
  const leader = tasks.map((_, i) => i);
  const above = (i: number): number => leader[i] ?? i;
  const find = (i: number): number => {
    let at = i;
    while (above(at) !== at) {
      leader[at] = above(above(at));
      at = above(at);
    }
    return at;
  };
  const joined = edges.flatMap(({ from, to }, i) => {
    const [one, other] = [taskOf.get(from), taskOf.get(to)];
    if (one === undefined || other === undefined) return [];
    const [a, b] = [find(one), find(other)];
    leader[Math.max(a, b)] = Math.min(a, b);
    return [[i, one] as const];
  });
  const groups = new Map<number, { tasks: number[]; edges: number[] }>();
  const groupOf = (i: number): { tasks: number[]; edges: number[] } => {
    const group = groups.get(find(i)) ?? { tasks: [], edges: [] };
    groups.set(find(i), group);
    return group;
  };
  for (const i of tasks.keys()) groupOf(i).tasks.push(i);
  for (const [i, task] of joined) groupOf(task).edges.push(i);
  return [...groups.values()];
}
