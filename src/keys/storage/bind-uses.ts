import type { ProjectModel } from '../../compose/model.ts';
import type { TaskPlan } from '../../plan/deployment.ts';
import { addToGroup } from '../../source/grouped-by.ts';
import type { Path } from '../../source/node.ts';

const known = new WeakMap<TaskPlan, ReadonlyMap<string, readonly Path[]>>();

/** Where the services of a task mount each path of the host, in start order. A plan never changes, so that they are walked once. */
export function bindUses(plan: TaskPlan, model: ProjectModel): ReadonlyMap<string, readonly Path[]> {
  const before = known.get(plan);
  if (before) return before;
  const uses = new Map<string, Path[]>();
  for (const service of plan.services) {
    model.services[service]?.volumes?.forEach(({ type, source = '' }, index) => {
      if (type === 'bind') addToGroup(uses, source, ['services', service, 'volumes', index]);
    });
  }
  known.set(plan, uses);
  return uses;
}
