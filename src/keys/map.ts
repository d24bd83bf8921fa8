import type { Service } from '../compose/model.ts';
import { type Project, written } from '../compose/project.ts';
import { collector, declare, type Outcome, type Report } from '../diagnostics/declare.ts';
import type { ContainerDraft, Draft, TaskDraft } from '../ecs/draft.ts';
import type { Options } from '../options/options.ts';
import type { Deployment, TaskPlan } from '../plan/deployment.ts';
import type { KeyContext, KeyDefinition, ResourceDefinition, ResourceKind } from './define.ts';
import { resourceKeys, serviceKeys } from './index.ts';
import { checkExtensions } from './x-ecs/check.ts';
import { mapExtension } from './x-ecs/map.ts';

export const unknownKey = declare<{ key: string }>(() => ({
  code: 'service/unknown-key',
  severity: 'warning',
  message: ({ key }) => `${key} is not carried over: no definition of this key is known.`,
  why: 'It stands neither in the Compose Specification nor in an older format that is still read.',
  fix: 'Remove the key, or check its spelling.',
}));

/** Runs every key of every service, then every top-level resource, through its definition. */
export function mapKeys(project: Project, deployment: Deployment, options: Options): Outcome<Draft> {
  const { report, findings } = collector();
  const draft = emptyDraft(deployment);
  for (const task of draft.tasks)
    for (const container of task.containers) {
      const service = project.model.services[container.service];
      if (service) mapService(service, { project, deployment, options, task, container, report });
    }
  for (const kind of Object.keys(resourceKeys) as ResourceKind[])
    mapResources(kind, { project, deployment, options, draft, report });
  checkExtensions(project, report);
  return { value: draft, diagnostics: findings };
}

function emptyDraft(deployment: Deployment): Draft {
  const tasks = deployment.tasks.map((plan) => emptyTask(plan, deployment));
  const containers = new Map(tasks.flatMap((task) => task.containers.map((each) => [each.service, each] as const)));
  return { tasks, containers };
}

function emptyTask(plan: TaskPlan, { containerNames }: Deployment): TaskDraft {
  const containers = plan.services.map(
    (service): ContainerDraft => ({
      service,
      definition: { name: containerNames.get(service) ?? service },
      needs: {},
    }),
  );
  return { plan, containers, definition: {}, service: {}, volumes: new Map() };
}

function mapService(service: Service, scope: Omit<KeyContext, 'path' | 'name' | 'service'>): void {
  const { project, deployment, options, task, container, report } = scope;
  const name = container.service;
  for (const [key, value] of Object.entries(service)) {
    if (key.startsWith('x-') || value === undefined || value === null) continue;
    const path = ['services', name, key];
    const definition = definitionOf(key);
    if (definition?.handling === 'mapped')
      definition.map(value as never, { project, deployment, options, task, container, report, path, name, service });
    else if (!written(project, path)) continue;
    else if (!definition) report(unknownKey, { path }, { key });
    else if (definition.handling === 'dropped') report(definition.report, { path });
  }
  mapExtension({ ...scope, name, service });
}

const definitionOf = (key: string): KeyDefinition<never> | undefined =>
  Object.hasOwn(serviceKeys, key) ? (serviceKeys as Record<string, KeyDefinition<never>>)[key] : undefined;

interface ResourceScope {
  readonly project: Project;
  readonly deployment: Deployment;
  readonly options: Options;
  readonly draft: Draft;
  readonly report: Report;
}

function mapResources(kind: ResourceKind, scope: ResourceScope): void {
  const definition: ResourceDefinition<ResourceKind> = resourceKeys[kind];
  if (!definition.map) return;
  for (const [name, value] of Object.entries(scope.project.model[kind] ?? {}))
    if (value !== null) definition.map(value as never, { ...scope, path: [kind, name], name });
}
