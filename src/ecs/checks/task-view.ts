import type { Path } from '../../source/node.ts';
import { firstBy } from '../first-by.ts';
import type { ContainerDefinition, NetworkMode, TaskDefinition } from '../model.ts';
import type { Clean, ReportAt } from './law.ts';
import type { LawOf } from './law-book.ts';
import { type MappingView, mappingsOf } from './task/port-view.ts';

export type Compatibility = 'EC2' | 'FARGATE' | 'EXTERNAL' | 'MANAGED_INSTANCES';

/** A task definition as its laws see it. */
export interface TaskView {
  readonly task: Clean<TaskDefinition>;
  /** What it takes as JSON, at most; `NaN` where that is not known. */
  readonly mostBytes: number;
  /** What `requiresCompatibilities` asks for. With several, the laws of each apply. */
  readonly on: ReadonlySet<Compatibility>;
  readonly network: NetworkMode;
  readonly windows: boolean;
  readonly containers: readonly ContainerView[];
  readonly byName: ReadonlyMap<string, ContainerView>;
  /** All port mappings of the task, in order. */
  readonly mappings: readonly MappingView[];
  readonly report: ReportAt;
}

export interface ContainerView {
  readonly value: Clean<ContainerDefinition>;
  readonly path: Path;
  /** How messages name it. */
  readonly label: string;
}

export type TaskLaw = LawOf<TaskView>;

/** Names of members of the task definition or of its containers. */
type Members = readonly (keyof TaskDefinition | keyof ContainerDefinition)[];

export const taskLaw = (about: Members | 'everything', hold: TaskLaw['hold']): TaskLaw => ({ about, hold });

export function taskView(task: Clean<TaskDefinition>, report: ReportAt, mostBytes = Number.NaN): TaskView {
  const on = new Set<Compatibility>();
  task.requiresCompatibilities?.forEach((value) => {
    if (value !== undefined) on.add(value);
  });
  const containers: ContainerView[] = [];
  task.containerDefinitions?.forEach((value, index) => {
    if (!value) return;
    const label = value.name ? `Container \`${value.name}\`` : `Container ${containers.length + 1}`;
    containers.push({ value, path: ['containerDefinitions', index], label });
  });
  const standard = on.has('MANAGED_INSTANCES') && on.size === 1 ? 'awsvpc' : 'bridge';
  return {
    task,
    mostBytes,
    on,
    network: task.networkMode ?? standard,
    windows: task.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false,
    containers,
    byName: firstBy(containers, ({ value }) => value.name ?? ''),
    mappings: mappingsOf(containers),
    report,
  };
}

export const isEssential = (container: ContainerView): boolean => container.value.essential !== false;
