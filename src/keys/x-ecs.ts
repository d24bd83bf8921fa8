import type { ProjectModel, Service } from '../compose/model.ts';
import { patterns } from '../ecs/facts/patterns.ts';
import {
  entry,
  type Field,
  flag,
  listOf,
  type Plain,
  pairsOf,
  type RawObject,
  rawObject,
  text,
  texts,
  wholeNumber,
} from './x-ecs/fields.ts';

export type { RawObject } from './x-ecs/fields.ts';

/** `services.<name>.x-ecs`, as far as it is well formed; `keys/x-ecs/check.ts` reports the rest. */
export interface ServiceExtension {
  /** Name of the task that this service shares with others of the same word. */
  readonly task?: string;
  readonly essential?: boolean;
  /** CPU units, the container's share. */
  readonly cpu?: number;
  /** Hard limit, MiB. */
  readonly memory?: number;
  /** Soft limit, MiB. */
  readonly memoryReservation?: number;
  /** ARN (or the name of an SSM parameter, or of a Compose secret) by variable. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly targetGroups?: readonly { readonly port: number; readonly arn: string }[];
  readonly routes?: readonly ExtensionRoute[];
  /** Raw members, merged last. */
  readonly containerDefinition?: RawObject;
  readonly taskDefinition?: RawObject;
  readonly service?: RawObject;
}

export interface ExtensionRoute {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** Container port; absent: the only one that the service has. */
  readonly port?: number;
}

/** Raw parts of the top-level `x-ecs`; its options are read by `options/`. */
export interface ProjectExtension {
  readonly taskDefinition?: RawObject;
  readonly service?: RawObject;
}

const route = entry<ExtensionRoute>(
  {
    hosts: texts('Host names, such as www.example.com.'),
    paths: texts('Path patterns, such as /api/*.'),
    port: wholeNumber('Container port.', 1, 65_535),
  },
  ({ hosts = [], paths = [], port }) => ({ hosts, paths, ...(port === undefined ? {} : { port }) }),
);

const valueFrom = text('ARN of a secret or parameter, name of a parameter, or name of a Compose secret.');

const targetGroup = entry<{ port: number; arn: string }>(
  {
    port: wholeNumber('Container port.', 1, 65_535),
    arn: text('ARN of the target group.', patterns.targetGroupArn, 'the ARN of a target group'),
  },
  ({ port, arn }) => (port === undefined || arn === undefined ? undefined : { port, arn }),
  ['port', 'arn'],
);

const raw = (type: string) =>
  rawObject(`Members of ${type}, merged last: objects deep, named things by name; null removes.`);

type Fields<T> = { readonly [K in keyof T]-?: Field<NonNullable<T[K]>> };

/** Every field of a service's `x-ecs`, once: reader, check and JSON Schema follow from it. */
export const serviceFields: Fields<ServiceExtension> = {
  task: text(
    'Task that this service shares with every other service of the same word.',
    patterns.family,
    'up to 255 letters, digits, hyphens and underscores',
  ),
  essential: flag('Whether the task stops when this container does.'),
  cpu: wholeNumber('CPU units of the container; 1024 are one vCPU.', 0, 196_608),
  memory: wholeNumber('Hard memory limit in MiB.', 6),
  memoryReservation: wholeNumber('Soft memory limit in MiB.', 6),
  secrets: pairsOf('Secret by the variable that receives it.', valueFrom, ['name', 'valueFrom']),
  targetGroups: listOf('Target groups of a load balancer, by container port.', targetGroup),
  routes: listOf('Virtual hosts and paths that lead to this service.', route),
  containerDefinition: raw('the container definition'),
  taskDefinition: raw("the task definition of this service's task"),
  service: raw("the ECS service of this service's task"),
};

/** Raw fields of the top level, for every task definition and service. */
export const projectFields: Fields<ProjectExtension> = {
  taskDefinition: raw('every task definition'),
  service: raw('every ECS service'),
};

function readFields<T extends object>(fields: Fields<T>, value: object): T {
  const result: Partial<Record<string, unknown>> = {};
  if (!Array.isArray(value))
    for (const [name, field] of Object.entries<Field<unknown>>(fields)) {
      const read = name in value ? field.read((value as Plain)[name]) : undefined;
      if (read !== undefined) result[name] = read;
    }
  return result as T;
}

/** Of a service or project that writes none. */
export const noExtension = Object.freeze({});

/** What is written is read once, as every stage asks for it. */
function reader<T extends object>(fields: Fields<T>): (written: unknown) => T | typeof noExtension {
  const known = new WeakMap<object, T>();
  return (written) => {
    if (typeof written !== 'object' || written === null) return noExtension;
    const before = known.get(written);
    if (before) return before;
    const read = readFields<T>(fields, written);
    known.set(written, read);
    return read;
  };
}

const ofService = reader<ServiceExtension>(serviceFields);
const ofProject = reader<ProjectExtension>(projectFields);

export const serviceExtension = (service: Service): ServiceExtension => ofService(service['x-ecs']);
export const projectExtension = (model: ProjectModel): ProjectExtension => ofProject(model['x-ecs']);
