import type { ProjectModel, Service } from '../../src/compose/model.ts';
import type { Finding } from '../../src/diagnostics/declare.ts';
import type { ContainerDraft, TaskDraft } from '../../src/ecs/draft.ts';
import { launchTypes } from '../../src/ecs/model.ts';
import { mapKeys } from '../../src/keys/map.ts';
import { defaultOptions, type Options } from '../../src/options/options.ts';
import type { Deployment, TaskPlan } from '../../src/plan/deployment.ts';
import type { Entry, MapNode, Node } from '../../src/source/node.ts';
import { Source } from '../../src/source/source.ts';

export interface MappedProject {
  readonly task: TaskDraft;
  readonly web: ContainerDraft;
  readonly findings: readonly Finding[];
  /** `code at path`, as they were reported. */
  readonly said: readonly string[];
}

interface Setup {
  readonly options?: Partial<Options>;
  readonly plan?: Partial<TaskPlan>;
  readonly model?: Partial<ProjectModel>;
  /** Other services of the task. */
  readonly others?: Readonly<Record<string, Service>>;
}

const source = new Source('compose.yaml', '');

/** Maps a project whose service `web` is given, without reading files and without settling. */
export function mapped(web: Service, { options = {}, plan = {}, model = {}, others = {} }: Setup = {}): MappedProject {
  const services = { web: { image: 'acme/site:1', ...web }, ...others };
  const full: ProjectModel = { name: 'demo', services, ...model };
  const all: Options = { ...defaultOptions, ...options };
  const task: TaskPlan = {
    family: 'demo',
    serviceName: 'demo',
    services: Object.keys(services),
    reasons: [],
    networkMode: all.target === 'fargate' ? 'awsvpc' : (all.networkMode ?? 'bridge'),
    run: 'service',
    count: 1,
    ...plan,
  };
  const project = { model: full, tree: tree(full) as MapNode, directory: '/', v1: false, inactive: [] };
  const { value, diagnostics } = mapKeys(project, deployment(task, all), all);
  const [first] = value.tasks;
  const container = first?.containers.find(({ service }) => service === 'web');
  if (!first || !container) throw new Error('the draft has no container');
  return {
    task: first,
    web: container,
    findings: diagnostics,
    said: diagnostics.map(({ code, path }) => `${code} at ${path.slice(2).join('.')}`),
  };
}

function deployment(task: TaskPlan, { target }: Options): Deployment {
  return {
    target,
    launchType: launchTypes[target],
    tasks: [task],
    taskOf: new Map(task.services.map((name) => [name, task])),
    containerNames: new Map(task.services.map((name) => [name, name])),
    references: [],
    links: new Map(),
    dataOnly: new Set(),
    runOnce: new Set(),
  };
}

function tree(value: unknown): Node {
  const place = { source, start: 0, end: 0 };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(tree), ...place };
  if (value === null || typeof value !== 'object') return { kind: 'scalar', value: value as string, ...place };
  const entries = Object.entries(value).map(([key, part]): [string, Entry] => [key, { ...place, value: tree(part) }]);
  return { kind: 'map', entries: new Map(entries), ...place };
}
