import type { ProjectModel } from '../../src/compose/model.ts';
import type { Project } from '../../src/compose/project.ts';
import type { Finding } from '../../src/diagnostics/declare.ts';
import type { ContainerDraft, Needs, TaskDraft, VolumeDraft } from '../../src/ecs/draft.ts';
import type { ContainerDefinition, EcsApp, ServiceDefinition, TaskDefinition } from '../../src/ecs/model.ts';
import { launchTypes } from '../../src/ecs/model.ts';
import { settle } from '../../src/ecs/settle/index.ts';
import { defaultOptions, type Options } from '../../src/options/options.ts';
import type { Deployment, TaskPlan } from '../../src/plan/deployment.ts';
import { Source } from '../../src/source/source.ts';

interface ContainerSetup {
  definition?: Partial<ContainerDefinition>;
  needs?: Needs;
}

interface TaskSetup {
  plan?: Partial<TaskPlan>;
  containers: Record<string, ContainerSetup>;
  definition?: Partial<TaskDefinition>;
  service?: Partial<ServiceDefinition>;
  volumes?: VolumeDraft[];
}

interface Setup {
  tasks: TaskSetup[];
  deployment?: Partial<Deployment>;
  options?: Partial<Options>;
  services?: ProjectModel['services'];
}

export const at = <T>(value: T, ...path: (string | number)[]) => ({ value, path: ['services', ...path] });

/** Settles a hand-made draft, as planning and keys would have filled it. */
export function settled(setup: Setup): { app: EcsApp; findings: readonly Finding[]; codes: string[] } {
  const options: Options = { ...defaultOptions, ...setup.options };
  const tasks = setup.tasks.map((task, index) =>
    taskDraft(task, setup.tasks.length > 1 ? `demo-${index}` : 'demo', options),
  );
  const containers = tasks.flatMap((task) => task.containers);
  const deployment: Deployment = {
    target: options.target,
    launchType: launchTypes[options.target],
    tasks: tasks.map(({ plan }) => plan),
    taskOf: new Map(tasks.flatMap(({ plan }) => plan.services.map((name) => [name, plan] as const))),
    containerNames: new Map(containers.map(({ service, definition }) => [service, definition.name])),
    references: [],
    links: new Map(),
    dataOnly: new Set(),
    runOnce: new Set(),
    ...setup.deployment,
  };
  const services = setup.services ?? Object.fromEntries(containers.map(({ service }) => [service, {}]));
  const { value, diagnostics } = settle({ tasks }, project(services), deployment, options);
  return { app: value, findings: diagnostics, codes: diagnostics.map(({ code }) => code) };
}

function project(services: ProjectModel['services']): Project {
  const source = new Source('compose.yaml', '');
  return {
    model: { name: 'demo', services },
    tree: { kind: 'map', source, start: 0, end: 0, entries: new Map() },
    directory: '/',
    v1: false,
    inactive: [],
  };
}

function taskDraft(setup: TaskSetup, family: string, options: Options): TaskDraft {
  const containers = Object.entries(setup.containers).map(
    ([service, { definition, needs }]): ContainerDraft => ({
      service,
      definition: { name: service, image: 'acme/app:1', ...definition },
      needs: needs ?? {},
    }),
  );
  const plan: TaskPlan = {
    family,
    serviceName: family,
    services: containers.map(({ service }) => service),
    reasons: [],
    networkMode: options.target === 'fargate' ? 'awsvpc' : (options.networkMode ?? 'bridge'),
    run: 'service',
    count: 1,
    ...setup.plan,
  };
  return {
    plan,
    containers,
    definition: { ...setup.definition },
    service: { ...setup.service },
    volumes: new Map(setup.volumes?.map((volume) => [volume.volume.name, volume])),
  };
}
