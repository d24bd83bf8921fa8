import { firstBy } from '../../source/first-by.ts';
import type { Path } from '../../source/node.ts';
import type { ContainerDefinition, NetworkMode, TaskDefinition, TaskVolume } from '../model.ts';
import { type Clean, type ReportAt, readable } from './law.ts';
import type { LawOf } from './law-book.ts';
import { type MappingView, mappingsOf } from './task/port-view.ts';

export type Compatibility = 'EC2' | 'FARGATE' | 'EXTERNAL' | 'MANAGED_INSTANCES';

/** A task definition as its laws see it. */
export class TaskView {
  readonly task: Clean<TaskDefinition>;
  /** What it takes as JSON, at most; `NaN` where that is not known. */
  readonly mostBytes: number;
  /** What `requiresCompatibilities` asks for. With several, the laws of each apply. */
  readonly on: ReadonlySet<Compatibility>;
  readonly network: NetworkMode;
  readonly windows: boolean;
  readonly containers: readonly ContainerView[];
  /** All port mappings of the task, in order. */
  readonly mappings: readonly MappingView[];
  readonly report: ReportAt;
  private named: ReadonlyMap<string, ContainerView> | undefined;
  private declared: ReadonlySet<string | undefined> | undefined;

  constructor(task: Clean<TaskDefinition>, report: ReportAt, mostBytes = Number.NaN) {
    const on = compatibilities(task.requiresCompatibilities);
    const containers = containersOf(task.containerDefinitions);
    this.task = task;
    this.mostBytes = mostBytes;
    this.on = on;
    this.network = task.networkMode ?? (on.has('MANAGED_INSTANCES') && on.size === 1 ? 'awsvpc' : 'bridge');
    this.windows = task.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false;
    this.containers = containers;
    this.mappings = mappingsOf(containers);
    this.report = report;
    this.named = undefined;
    this.declared = undefined;
  }

  get byName(): ReadonlyMap<string, ContainerView> {
    this.named ??= firstBy(this.containers, ({ value }) => value.name ?? '');
    return this.named;
  }

  get volumeNames(): ReadonlySet<string | undefined> {
    this.declared ??= new Set(this.task.volumes?.map((volume) => volume?.name));
    return this.declared;
  }
}

/** A container; where it stands and its name in messages are made when they are asked for. */
export class ContainerView {
  readonly value: Clean<ContainerDefinition>;
  private readonly index: number;
  private readonly list: Containers;

  constructor(value: Clean<ContainerDefinition>, index: number, list: Containers) {
    this.value = value;
    this.index = index;
    this.list = list;
  }

  get path(): Path {
    return ['containerDefinitions', this.index];
  }

  /** How messages name it. */
  get label(): string {
    if (this.value.name) return `Container \`${this.value.name}\``;
    return `Container ${positionOf(this.index, this.list)}`;
  }
}

export type TaskLaw = LawOf<TaskView>;

/** Names of members of the task definition, its containers or its volumes. */
type Members = readonly (keyof TaskDefinition | keyof ContainerDefinition | keyof TaskVolume)[];

export const taskLaw = (about: Members | 'everything', hold: TaskLaw['hold']): TaskLaw => ({ about, hold });

/** Container by container. */
export const containerLaw = (
  about: Members | 'everything',
  hold: (container: ContainerView, view: TaskView) => void,
): TaskLaw =>
  taskLaw(about, (view) => {
    const { containers } = view;
    for (let index = 0; index < containers.length; index++) {
      const container = containers[index];
      if (container) hold(container, view);
    }
  });

const only: Readonly<Record<Compatibility, ReadonlySet<Compatibility>>> = {
  EC2: new Set(['EC2']),
  FARGATE: new Set(['FARGATE']),
  EXTERNAL: new Set(['EXTERNAL']),
  MANAGED_INSTANCES: new Set(['MANAGED_INSTANCES']),
};

function compatibilities(list: Clean<TaskDefinition>['requiresCompatibilities']): ReadonlySet<Compatibility> {
  const first = list?.[0];
  if (list?.length === 1 && first !== undefined) return only[first];
  return new Set(list?.filter((each) => each !== undefined));
}

type Containers = Clean<TaskDefinition>['containerDefinitions'];

/** Counted from one, among those that could be read. */
function positionOf(index: number, list: Containers = []): number {
  let position = 1;
  for (let before = 0; before < index; before++) if (list[before] !== undefined) position++;
  return position;
}

const containersOf = (list: Containers): readonly ContainerView[] =>
  readable(list, (value, index) => new ContainerView(value, index, list));

export const isEssential = (container: ContainerView): boolean => container.value.essential !== false;
