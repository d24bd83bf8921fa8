import { limits } from '../ecs/facts/limits.ts';
import { patterns } from '../ecs/facts/patterns.ts';
import { choice, count, type Kind, list, pairs, type Shape, text, toggle } from './kinds.ts';
import type { EfsReference, Options } from './options.ts';
import { efsReference, targetGroups } from './references.ts';

/** One option of the conversion: its flag, its `x-ecs` field, its help line and how it is read. */
export interface OptionRow<T> {
  readonly kind: Kind<T, unknown>;
  /** Long flag without dashes. */
  readonly flag: string;
  /** The flag switches the option off: `--no-logs`. */
  readonly negated?: boolean;
  /** Other spellings of the field in `x-ecs`, such as the flag's own in camelCase. */
  readonly aliases?: readonly string[];
  readonly group: OptionGroup;
  readonly description: string;
  /** What the keys of the value name: checked against the project. */
  readonly names?: 'services' | 'volumes' | 'secrets';
}

export const optionGroups = ['Target', 'Names and roles', 'Images', 'Storage', 'Size', 'Logs', 'Network'] as const;
export type OptionGroup = (typeof optionGroups)[number];

const role: Shape = {
  pattern: /^(arn:aws[a-z-]*:iam::[0-9]{12}:role\/.+|[\w+=,.@/-]+)$/,
  like: 'the ARN or the name of an IAM role',
};
const secret: Shape = {
  pattern: new RegExp(
    `${patterns.secretsManagerArn.source}|${patterns.ssmArn.source}|^(?!arn:)${patterns.ssmName.source.slice(1)}`,
  ),
  like: 'the ARN of a Secrets Manager secret or SSM parameter, or the name of a parameter',
};
const secretsManager: Shape = { pattern: patterns.secretsManagerArn, like: 'the ARN of a Secrets Manager secret' };
const folder: Shape = { pattern: /^\/(?!.*(^|\/)\.\.(\/|$))/, like: 'an absolute path on the instance, without ".."' };
const name: Shape = { pattern: patterns.family, like: 'up to 255 letters, digits, hyphens and underscores' };
const cluster: Shape = {
  pattern: new RegExp(
    `${patterns.clusterName.source}|^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:cluster/[a-zA-Z0-9_-]{1,255}$`,
  ),
  like: 'the ARN of a cluster, or a name of up to 255 letters, digits, hyphens and underscores',
};
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const logGroup: Shape = {
  pattern: /^[a-zA-Z0-9_./#-]{1,512}$/,
  like: 'up to 512 letters, digits and any of _ - / . #',
};
/** https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html */
const namespace: Shape = {
  pattern: /^[!-~]{1,1024}$/,
  like: 'an ARN, or a name of up to 1024 characters without spaces',
};
const region: Shape = { pattern: /^[a-z]{2,}(-[a-z]+)+-\d+$/, like: 'a Region such as eu-west-1' };
const address: Shape = { pattern: /^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-fA-F:]*:[0-9a-fA-F:.]+$/, like: 'an IP address' };
const subnet: Shape = { pattern: /^subnet-[0-9a-z]+$/, like: 'ids such as subnet-0f3a9c1b2d4e5f607' };
const securityGroup: Shape = { pattern: /^sg-[0-9a-z]+$/, like: 'ids such as sg-0f3a9c1b2d4e5f607' };
const map = (key: string, placeholder: string, shape: Shape) => {
  const { read, schema } = text(placeholder, shape);
  return pairs<string, string>(key, placeholder, read, schema);
};

type Table = { readonly [K in Exclude<keyof Options, 'diagnostics'>]-?: OptionRow<NonNullable<Options[K]>> };

/** Every option of the conversion, once: flags, help, library input, `x-ecs`, docs and schema follow from it. */
export const optionTable = {
  target: {
    kind: choice('ec2', 'fargate', 'external'),
    flag: 'target',
    group: 'Target',
    description: 'what the tasks run on (default ec2)',
  },
  networkMode: {
    kind: choice('bridge', 'host', 'awsvpc', 'none'),
    flag: 'network-mode',
    group: 'Target',
    description: 'network mode of the tasks (default bridge; awsvpc on Fargate)',
  },
  group: {
    kind: choice('auto', 'project', 'service'),
    flag: 'group',
    group: 'Target',
    description: 'which services share a task: what fits together, the whole project, or one each (default auto)',
  },
  capacityProvider: {
    kind: text('NAME', name),
    flag: 'capacity-provider',
    group: 'Target',
    description: 'capacity provider instead of a launch type',
  },
  family: {
    kind: text('NAME', name),
    flag: 'family',
    group: 'Names and roles',
    description: 'family of a single task definition, prefix of several (default the project name)',
  },
  cluster: {
    kind: text('NAME', cluster),
    flag: 'cluster',
    group: 'Names and roles',
    description: 'cluster of the services, by name or ARN',
  },
  region: { kind: text('REGION', region), flag: 'region', group: 'Names and roles', description: 'Region of the logs' },
  taskRole: {
    kind: text('ARN', role),
    flag: 'task-role',
    group: 'Names and roles',
    description: 'role that the containers act as',
  },
  executionRole: {
    kind: text('ARN', role),
    flag: 'execution-role',
    group: 'Names and roles',
    description: 'role that pulls images, reads secrets and creates logs',
  },
  images: {
    kind: map('SERVICE', 'REF', { pattern: /^\S+$/, like: 'an image reference without spaces' }),
    flag: 'image',
    aliases: ['image'],
    group: 'Images',
    description: 'image of a service',
    names: 'services',
  },
  imagePrefix: {
    kind: text('PREFIX'),
    flag: 'image-prefix',
    group: 'Images',
    description: 'PREFIX/<service> is the image of each service that is built',
  },
  imageTag: { kind: text('TAG'), flag: 'image-tag', group: 'Images', description: 'tag of those images' },
  registryCredentials: {
    kind: map('HOST', 'ARN', secretsManager),
    flag: 'registry-credentials',
    group: 'Images',
    description: 'secret with the login of a private registry',
  },
  hostRoot: {
    kind: text('DIR', folder),
    flag: 'host-root',
    group: 'Storage',
    description: 'folder on the instance for relative bind mounts (default /srv/<project>)',
  },
  volumeRoot: {
    kind: text('DIR', folder),
    flag: 'volume-root',
    group: 'Storage',
    description: 'folder on the instance for named volumes, instead of Docker volumes',
  },
  efs: {
    kind: pairs<EfsReference, string>('VOLUME', 'fs-…[:fsap-…]', efsReference.read, efsReference.schema),
    flag: 'efs',
    group: 'Storage',
    description: 'EFS file system, and access point, of a named volume',
    names: 'volumes',
  },
  ephemeralVolumes: {
    kind: toggle,
    flag: 'ephemeral-volumes',
    group: 'Storage',
    description: 'accept on Fargate that named volumes are lost with the task',
  },
  secrets: {
    kind: map('NAME', 'ARN', secret),
    flag: 'secret',
    aliases: ['secret'],
    group: 'Storage',
    description: 'Secrets Manager secret or SSM parameter that a Compose secret is',
    names: 'secrets',
  },
  defaultMemoryReservation: {
    kind: count('MIB', limits.containerMemoryFloor),
    flag: 'default-memory-reservation',
    group: 'Size',
    description: 'MiB to reserve for a container where no memory is written (default 128)',
  },
  defaultMemory: {
    kind: count('MIB', limits.containerMemoryFloor),
    flag: 'default-memory',
    group: 'Size',
    description: 'hard limit in MiB where none is written',
  },
  instanceType: {
    kind: text('TYPE', { pattern: /^[a-z0-9-]+\.[a-z0-9-]+$/, like: 'an instance type such as t3.small' }),
    flag: 'instance-type',
    group: 'Size',
    description: 'check that the tasks fit an instance of this type',
  },
  instanceMemory: {
    kind: count('MIB', 1),
    flag: 'instance-memory',
    group: 'Size',
    description: 'check that the tasks fit this many MiB',
  },
  instanceCpu: {
    kind: count('UNITS', 1),
    flag: 'instance-cpu',
    group: 'Size',
    description: 'check that the tasks fit this many CPU units (1024 is one vCPU)',
  },
  logGroup: {
    kind: text('NAME', logGroup),
    flag: 'log-group',
    group: 'Logs',
    description: 'CloudWatch log group (default /ecs/<project>, when a Region is known)',
  },
  createLogGroup: {
    kind: toggle,
    flag: 'create-log-group',
    group: 'Logs',
    description: 'let the containers create a missing log group',
  },
  logs: { kind: toggle, flag: 'no-logs', negated: true, group: 'Logs', description: 'no log configuration' },
  namespace: {
    kind: text('NAME', namespace),
    flag: 'namespace',
    group: 'Network',
    description: 'Service Connect namespace (default the project name)',
  },
  targetGroups: {
    kind: targetGroups,
    flag: 'target-group',
    aliases: ['targetGroup'],
    group: 'Network',
    description: 'load balancer target group of a container port',
    names: 'services',
  },
  hostGateway: {
    kind: text('IP', address),
    flag: 'host-gateway',
    group: 'Network',
    description: 'address that host-gateway stands for, such as 172.17.0.1',
  },
  subnets: { kind: list('ID', subnet), flag: 'subnets', group: 'Network', description: 'subnets of awsvpc tasks' },
  securityGroups: {
    kind: list('ID', securityGroup),
    flag: 'security-groups',
    group: 'Network',
    description: 'security groups of awsvpc tasks',
  },
  assignPublicIp: {
    kind: toggle,
    flag: 'assign-public-ip',
    group: 'Network',
    description: 'give awsvpc tasks a public address',
  },
} as const satisfies Table;

export type OptionName = keyof typeof optionTable;
export const optionNames = Object.keys(optionTable) as readonly OptionName[];
export const optionRow = (name: OptionName): OptionRow<unknown> => optionTable[name];

/** What a caller may write for each option. */
export type OptionValues = {
  readonly [K in OptionName]?: (typeof optionTable)[K]['kind'] extends Kind<infer T, infer In> ? T | In : never;
};
