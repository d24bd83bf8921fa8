import type { ProjectModel, Service } from '../../compose/model.ts';
import type { Project } from '../../compose/project.ts';
import { projectExtension, serviceExtension } from '../../keys/x-ecs.ts';
import type { TaskPlan } from '../../plan/deployment.ts';

const known = new WeakMap<ProjectModel, boolean>();

/** Whether a service or the project writes any raw part: most have none, and every task asks. */
export function anyRaw({ model }: Project): boolean {
  const before = known.get(model);
  if (before !== undefined) return before;
  const top = projectExtension(model);
  const any =
    top.taskDefinition !== undefined || top.service !== undefined || Object.values(model.services).some(writesRaw);
  known.set(model, any);
  return any;
}

function writesRaw(service: Service): boolean {
  const { containerDefinition, taskDefinition, service: part } = serviceExtension(service);
  return (containerDefinition ?? taskDefinition ?? part) !== undefined;
}

const says = (part: object | undefined, member: string): boolean =>
  part !== undefined && ((part as Readonly<Record<string, unknown>>)[member] ?? undefined) !== undefined;

/** Whether a raw `x-ecs` part, which is merged last, will give the container one of these members: nothing to decide then. */
export function rawContainerSays(project: Project, service: string, ...members: readonly string[]): boolean {
  if (!anyRaw(project)) return false;
  const own = project.model.services[service];
  const part = own && serviceExtension(own).containerDefinition;
  return part !== undefined && members.some((member) => says(part, member));
}

/** The same for the task definition. */
export function rawTaskSays(project: Project, { services }: TaskPlan, member: string): boolean {
  if (!anyRaw(project)) return false;
  if (says(projectExtension(project.model).taskDefinition, member)) return true;
  return services.some((name) => {
    const own = project.model.services[name];
    return own !== undefined && says(serviceExtension(own).taskDefinition, member);
  });
}
