import type { Dependency } from '../compose/model.ts';
import type { TaskPlan } from '../plan/deployment.ts';
import type { Path } from '../source/node.ts';
import type { ContainerDefinition, ServiceDefinition, TaskDefinition, TaskVolume } from './model.ts';

/**
 * Task definitions under construction. Key definitions write facts into it, each its own, in any order;
 * ecs/settle then takes the decisions that need several of them.
 */
export interface Draft {
  readonly tasks: readonly TaskDraft[];
}

export interface TaskDraft {
  readonly plan: TaskPlan;
  readonly containers: readonly ContainerDraft[];
  /** All but family, containerDefinitions and volumes, which settle assembles. */
  readonly definition: Partial<TaskDefinition>;
  /** All but serviceName and taskDefinition. */
  readonly service: Partial<ServiceDefinition>;
  /** By volume name; one entry per distinct volume of the task, in order of first use. */
  readonly volumes: Map<string, VolumeDraft>;
  /** The name of the volume that is each path of the instance; made with the first. */
  hostVolumes?: Map<string, string>;
  /** For each name that another volume had already, the last number that was put to it; made with the first. */
  lastNumbers?: Map<string, number>;
}

export interface ContainerDraft {
  /** Compose service. */
  readonly service: string;
  /** In the end that of the application. An image that is missing is reported as an error: the empty name never leaves. */
  readonly definition: ContainerDefinition;
  readonly needs: Needs;
}

/** What a container asks for, each with the place it was written. */
export interface Needs {
  /** CPU units, a hard quota in Compose. */
  cpuLimit?: Written<number>;
  /** CPU units. */
  cpuReservation?: Written<number>;
  /** MiB. */
  memoryLimit?: Written<number>;
  /** MiB. */
  memoryReservation?: Written<number>;
  /** GiB of writable layer (`storage_opt.size`). */
  storage?: Written<number>;
  /** `x-ecs.essential`. */
  essential?: Written<boolean>;
  /** `restart`. */
  restart?: Written<RestartRequest>;
  /** `deploy.restart_policy`, which wins over `restart`. */
  restartPolicy?: Written<RestartRequest>;
  /** `depends_on` as far as the user wrote it. */
  dependencies?: DependencyRequest[];
  /** `deploy.update_config`, when it says an order or a parallelism. */
  update?: Written<UpdateRequest>;
  /** `x-ecs.targetGroups`; those of the command line stand in the options. */
  targetGroups?: Written<{ readonly port: number; readonly arn: string }>[];
}

export interface RestartRequest {
  /** The N of `on-failure:N`. */
  readonly attempts?: string;
  readonly policy: 'no' | 'always' | 'on-failure';
  /** Seconds, from `window`, within the limits of ECS. */
  readonly attemptPeriod?: number;
}

export interface DependencyRequest {
  /** Compose service. */
  readonly service: string;
  readonly condition: Dependency['condition'];
  /** `restart: true`. */
  readonly restart: boolean;
  readonly path: Path;
}

export interface UpdateRequest {
  readonly order?: 'start-first' | 'stop-first';
  /** 0: all at once. */
  readonly parallelism?: number;
}

export interface Written<T> {
  readonly value: T;
  readonly path: Path;
}

export interface VolumeDraft {
  readonly volume: TaskVolume;
  /** What messages call it where its own name would tell the value of a variable. */
  readonly shown?: string | undefined;
  /** Outlives the task (Docker volume, host path that is not a system path, EFS). */
  readonly persistent: boolean;
  /** Stays on one container instance. */
  readonly local: boolean;
  /** Mounts that may write, as paths of the project. */
  readonly writers: Path[];
}

/** A volume as messages call it. */
export const shownVolume = ({ shown, volume }: VolumeDraft): string => shown ?? volume.host?.sourcePath ?? volume.name;
