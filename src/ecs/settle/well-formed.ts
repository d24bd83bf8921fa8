import { conforms } from '../checks/conforms.ts';
import { clean } from '../checks/structure.ts';
import type { EcsApp, ServiceDefinition, TaskDefinition } from '../model.ts';

/**
 * The application without what raw `x-ecs` parts put in with a wrong type, for decisions that come after them.
 * The checks report what is left out here. `ours`: definitions that no raw part has touched.
 */
export const wellFormed = (app: EcsApp, ours: ReadonlySet<object>): EcsApp => ({
  ...app,
  taskDefinitions: app.taskDefinitions.map((each) => (ours.has(each) ? each : wellFormedTask(each))),
  services: app.services.map((each) => (ours.has(each) ? each : wellFormedService(each))),
});

function wellFormedTask(definition: TaskDefinition): TaskDefinition {
  if (conforms(definition, 'TaskDefinition') && definition.family && definition.containerDefinitions) return definition;
  const read = withoutGaps(clean(definition, 'TaskDefinition', () => {})) as Partial<TaskDefinition>;
  return { family: '', containerDefinitions: [], ...read };
}

function wellFormedService(definition: ServiceDefinition): ServiceDefinition {
  if (conforms(definition, 'Service') && definition.serviceName) return definition;
  const read = withoutGaps(clean(definition, 'Service', () => {})) as Partial<ServiceDefinition>;
  return { serviceName: '', ...read };
}

function withoutGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(withoutGaps);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [name, withoutGaps(each)]));
}
