import type { Project } from '../../compose/project.ts';
import { projectExtension, serviceExtension } from '../../keys/x-ecs.ts';
import type { TaskPlan } from '../../plan/deployment.ts';

const says = (part: object | undefined, member: string): boolean =>
  part !== undefined && ((part as Readonly<Record<string, unknown>>)[member] ?? undefined) !== undefined;

/** Whether a raw `x-ecs` part, which is merged last, will give the container one of these members: nothing to decide then. */
export function rawContainerSays(project: Project, service: string, ...members: readonly string[]): boolean {
  const { containerDefinition } = serviceExtension(project.model.services[service] ?? {});
  return members.some((member) => says(containerDefinition, member));
}

/** The same for the task definition. */
export function rawTaskSays(project: Project, { services }: TaskPlan, member: string): boolean {
  const parts = services.map((name) => serviceExtension(project.model.services[name] ?? {}).taskDefinition);
  return [projectExtension(project.model).taskDefinition, ...parts].some((part) => says(part, member));
}
