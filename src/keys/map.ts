import type { Service } from '../compose/model.ts';
import { type Project, written } from '../compose/project.ts';
import { collector, declare, type Outcome } from '../diagnostics/declare.ts';
import type { ContainerDraft, Draft, TaskDraft } from '../ecs/draft.ts';
import type { Options } from '../options/options.ts';
import type { Deployment, TaskPlan } from '../plan/deployment.ts';
import type {
  DroppedKey,
  KeyContext,
  KeyDefinition,
  ResourceContext,
  ResourceDefinition,
  ResourceKind,
} from './define.ts';
import { resourceKeys, serviceKeys } from './index.ts';
import { ServiceContext } from './service-context.ts';
import { volumeStorages } from './storage/volume-storage.ts';
import { checkExtensions } from './x-ecs/check.ts';
import { mapExtension, seedSize } from './x-ecs/map.ts';
import { projectExtension } from './x-ecs.ts';

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
  const storageOf = volumeStorages(project, options);
  const run = { project, deployment, options, storageOf, report };
  const { taskDefinition } = projectExtension(project.model);
  draft.tasks.forEach((task) => {
    seedSize(task, taskDefinition);
    task.containers.forEach((container) => {
      const service = project.model.services[container.service];
      if (service) mapService(service, new ServiceContext(service, container, task, run));
    });
  });
  for (const kind of Object.keys(resourceKeys) as ResourceKind[]) mapResources(kind, { ...run, draft });
  checkExtensions(project, report);
  return { value: draft, diagnostics: findings };
}

function emptyDraft(deployment: Deployment): Draft {
  return { tasks: deployment.tasks.map((plan) => emptyTask(plan, deployment)) };
}

function emptyTask(plan: TaskPlan, { containerNames }: Deployment): TaskDraft {
  const containers = plan.services.map((service): ContainerDraft => {
    const definition = { name: containerNames.get(service) ?? service, image: '' };
    const needs = {};
    return { service, definition, needs };
  });
  const definition = {};
  const service = {};
  return { plan, containers, definition, service, volumes: new Map() };
}

function mapService(service: Service, context: ServiceContext): void {
  for (const key in service) {
    const value = (service as Readonly<Record<string, unknown>>)[key];
    if (value === undefined || value === null) continue;
    const map = mappings.get(key);
    if (map) {
      context.key = key;
      map(value as never, context);
    } else sayLost(key, value, unmapped.get(key), context);
  }
  mapExtension(context);
}

function sayLost(
  key: string,
  value: unknown,
  definition: Exclude<KeyDefinition<never>, { handling: 'mapped' }> | undefined,
  { name, project, report }: KeyContext,
): void {
  if (definition ? definition.handling !== 'dropped' : key.startsWith('x-')) return;
  const path = ['services', name, key];
  if (!written(project, path) || (definition?.handling === 'dropped' && asksNothing(value, definition))) return;
  if (definition?.handling === 'dropped') report(definition.report, { path });
  else report(unknownKey, { path }, { key });
}

const asksNothing = (value: unknown, { idle = [] }: DroppedKey): boolean =>
  idle.includes(value) || (Array.isArray(value) && value.length === 0);

/** What is done with the value of each key that is mapped, and why nothing is with that of any other. */
const mappings = new Map<string, (value: never, context: KeyContext) => void>();
const unmapped = new Map<string, Exclude<KeyDefinition<never>, { handling: 'mapped' }>>();
Object.entries<KeyDefinition<never>>(serviceKeys as Readonly<Record<string, KeyDefinition<never>>>).forEach(
  ([key, definition]) => {
    if (definition.handling === 'mapped') mappings.set(key, definition.map);
    else unmapped.set(key, definition);
  },
);

function mapResources(kind: ResourceKind, scope: Omit<ResourceContext, 'path' | 'name'>): void {
  const definition: ResourceDefinition<ResourceKind> = resourceKeys[kind];
  if (!definition.map) return;
  const { project, deployment, options, storageOf, draft, report } = scope;
  const resources = project.model[kind];
  for (const name in resources) {
    const value = resources[name];
    if (value === null) continue;
    const path = [kind, name];
    definition.map(value as never, { path, name, project, deployment, options, storageOf, draft, report });
  }
}
