import type { Project } from '../../compose/project.ts';
import { declare, type Report } from '../../diagnostics/declare.ts';
import { projectExtension, type ServiceExtension, serviceExtension } from '../../keys/x-ecs.ts';
import type { TaskPlan } from '../../plan/deployment.ts';
import { firstBy } from '../../source/first-by.ts';
import type { Path } from '../../source/node.ts';
import type { Draft, TaskDraft } from '../draft.ts';
import { pages } from '../facts/pages.ts';
import type { EcsApp, ServiceDefinition, TaskDefinition } from '../model.ts';
import { anyRaw } from './raw-members.ts';
import { mergeRaw, type Raw, typed } from './raw-merge.ts';

export const conflict = declare<{ member: string; one: string; other: string; part: string }>(() => ({
  code: 'x-ecs/conflict',
  severity: 'error',
  message: ({ member, one, other, part }) =>
    `${one} and ${other} share a task, and their x-ecs.${part} parts disagree about ${member}.`,
  why: 'A task has one task definition and one service, whatever number of containers it has.',
  fix: 'Write the member once, or keep the services in tasks of their own with x-ecs.task or --group service.',
  see: pages.parameters,
  allow: 'The service that comes later in start order wins.',
}));

export const noService = declare<{ service: string }>(() => ({
  code: 'x-ecs/no-service',
  severity: 'warning',
  message: ({ service }) => `x-ecs.service of ${service} changes nothing: its task is run once and has no ECS service.`,
  why: 'A task whose containers all end by themselves is started by RunTask; a service would start it again and again.',
  fix: 'Remove the part, or write restart: always if the task is to stay up.',
  see: pages.serviceParameters,
}));

/** Raw parts of `x-ecs`, last of all: those of the top level first, then those of each service in start order. Without any the application stays the same. */
export function raw(app: EcsApp, draft: Draft, project: Project, report: Report): EcsApp {
  if (!anyRaw(project)) return app;
  const top = projectExtension(project.model);
  const task = (definition: TaskDefinition, index: number): TaskDefinition => {
    const drafted = draft.tasks[index];
    if (!drafted) return definition;
    const parts = [
      ...(top.taskDefinition ? [top.taskDefinition] : []),
      ...partsOf(drafted, 'taskDefinition', project, report),
    ];
    return containers(merged(definition, parts, 'TaskDefinition'), drafted, project);
  };
  const byService = firstBy(draft.tasks, ({ plan }) => plan.serviceName);
  const service = (definition: ServiceDefinition): ServiceDefinition => {
    const drafted = byService.get(definition.serviceName);
    const parts = drafted ? partsOf(drafted, 'service', project, report) : [];
    return merged(definition, [...(top.service ? [top.service] : []), ...parts], 'Service');
  };
  for (const { plan } of draft.tasks) sayNoService(plan, project, report);
  const taskDefinitions = app.taskDefinitions.map(task);
  const families = new Map(taskDefinitions.map(({ family }, index) => [app.taskDefinitions[index]?.family, family]));
  const refer = <T extends { taskDefinition?: string }>(user: T): T => {
    const family = families.get(user.taskDefinition) ?? user.taskDefinition;
    return family === user.taskDefinition ? user : { ...user, taskDefinition: family };
  };
  return {
    ...app,
    taskDefinitions,
    services: app.services.map((each) => service(refer(each))),
    runTasks: app.runTasks.map(refer),
    groups: app.groups.map((group) => ({ ...group, family: families.get(group.family) ?? group.family })),
  };
}

function merged<T extends object>(definition: T, parts: readonly Raw[], type: string): T {
  return parts.reduce<T>((result, part) => mergeRaw(result, typed(part, type)) as T, definition);
}

function containers(definition: TaskDefinition, { containers: drafted }: TaskDraft, project: Project): TaskDefinition {
  const parts = new Map(
    drafted.flatMap((container) => {
      const service = project.model.services[container.service];
      const part = service ? serviceExtension(service).containerDefinition : undefined;
      return part ? [[container.definition.name, part] as const] : [];
    }),
  );
  if (parts.size === 0 || !Array.isArray(definition.containerDefinitions)) return definition;
  const containerDefinitions = definition.containerDefinitions.map((container) => {
    const part = parts.get(container?.name);
    return part ? merged(container, [part], 'ContainerDefinition') : container;
  });
  return { ...definition, containerDefinitions };
}

/** The parts that the services of a task write, in start order; where two disagree, it is said. */
function partsOf(
  { plan }: TaskDraft,
  part: 'taskDefinition' | 'service',
  project: Project,
  report: Report,
): readonly Raw[] {
  const seen = new Map<string, { readonly text: string; readonly service: string }>();
  return extensions(plan, project).flatMap(([name, extension]) => {
    const written = extension[part];
    if (!written) return [];
    for (const [member, value] of leaves(written)) {
      const key = member.join('.');
      const text = JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one));
      const before = seen.get(key);
      if (before && before.text !== text) {
        const path = ['services', name, 'x-ecs', part, ...member];
        const also = [{ path: ['services', before.service, 'x-ecs', part, ...member], message: 'says otherwise' }];
        report(conflict, { path, also }, { member: key, one: before.service, other: name, part });
      }
      seen.set(key, { text, service: name });
    }
    return [written];
  });
}

const extensions = ({ services }: TaskPlan, project: Project): readonly (readonly [string, ServiceExtension])[] =>
  services.flatMap((name) => {
    const service = project.model.services[name];
    return service ? [[name, serviceExtension(service)] as const] : [];
  });

/** Scalars, lists of anything but named things, and the members of named things below their names. */
function leaves(value: unknown, at: Path = []): readonly (readonly [Path, unknown])[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && 'name' in item))
    return value.flatMap((item) => leaves(item, [...at, String(item.name)]));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[at, value]];
  return Object.entries(value).flatMap(([name, one]) => leaves(one, [...at, name]));
}

function sayNoService(plan: TaskPlan, project: Project, report: Report): void {
  if (plan.run !== 'once') return;
  for (const [service, { service: part }] of extensions(plan, project))
    if (part) report(noService, { path: ['services', service, 'x-ecs', 'service'] }, { service });
}
