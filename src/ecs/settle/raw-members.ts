import type { Project } from '../../compose/project.ts';
import { projectExtension, serviceExtension } from '../../keys/x-ecs.ts';
import type { TaskPlan } from '../../plan/deployment.ts';

const says = (part: object | undefined, member: string): boolean =>
  part !== undefined && ((part as Readonly<Record<string, unknown>>)[member] ?? undefined) !== undefined;

/** Whether a raw `x-ecs` part, which is merged last, will give the container one of these members: nothing to decide then. */
export function rawContainerSays(project: Project, service: string, ...members: readonly string[]): boolean {
  const own = project.model.services[service];
  const part = own && serviceExtension(own).containerDefinition;
  return part !== undefined && members.some((member) => says(part, member));
}

/** The same for the task definition. */
export function rawTaskSays(project: Project, { services }: TaskPlan, member: string): boolean {
  if (says(projectExtension(project.model).taskDefinition, member)) return true;
  return services.some((name) => {
    const own = project.model.services[name];
    return own !== undefined && says(serviceExtension(own).taskDefinition, member);
  });
}
