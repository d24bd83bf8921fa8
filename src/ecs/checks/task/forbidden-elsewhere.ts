import { pages } from '../../facts/pages.ts';
import { notOnAwsvpc, notOnWindows, unsupported } from '../../facts/support.ts';
import { forbid, requires } from './forbidden.ts';

const remove = 'Remove it, or run the task elsewhere.';
const kebab = (member: string) =>
  member
    .replace(/^linuxParameters\./, '')
    .replace(/\..*/, '')
    .replace(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`);
const rows = (rule: string, prefix: string, under: string, members: readonly string[]) =>
  members.map((member) => [rule, () => `${prefix}-${kebab(member)}`, under + member, remove] as const);

export const withoutFargate = forbid(
  {
    where: 'without Fargate',
    why: 'Only Fargate gives a task storage of its own; elsewhere the disk of the instance counts.',
    see: pages.fargateStorage,
    when: ({ on }) => !on.has('FARGATE'),
  },
  [['TD020', 'ephemeral-storage-fargate-only', 'ephemeralStorage', 'Remove `ephemeralStorage`, or ask for FARGATE.']],
);

export const onExternal = forbid(
  {
    where: 'on ECS Anywhere (EXTERNAL)',
    why: 'External instances are outside the VPC and its services.',
    see: pages.external,
    when: requires('EXTERNAL'),
  },
  [
    ['TD068', 'external-efs', 'volumes[].efsVolumeConfiguration', 'Mount the file system on the host and use `host`.'],
    ['TD083', 'external-proxy', 'proxyConfiguration', remove],
  ],
);

const managed = unsupported.MANAGED_INSTANCES;
/** The network members of this list fall to the laws of awsvpc when that is the mode. */
const network: readonly string[] = notOnAwsvpc;
export const onManagedInstances = forbid(
  {
    where: 'on ECS Managed Instances',
    why: 'AWS runs these instances and does not let tasks at them.',
    see: pages.managedInstances,
    when: requires('MANAGED_INSTANCES'),
  },
  [
    ...rows(
      'TD086',
      'managed-instances',
      '',
      managed.task.filter((member) => member !== 'ephemeralStorage'),
    ),
    ...rows('TD086', 'managed-instances', 'volumes[].', managed.volume),
    ...rows(
      'TD086',
      'managed-instances',
      'containerDefinitions[].',
      managed.container.filter((member) => !network.includes(member)),
    ),
  ],
);

export const onManagedHosts = forbid(
  {
    where: 'on ECS Managed Instances',
    why: 'AWS runs these instances and does not let tasks configure their network.',
    see: pages.managedInstances,
    when: (view) => requires('MANAGED_INSTANCES')(view) && view.network !== 'awsvpc',
  },
  rows('TD086', 'managed-instances', 'containerDefinitions[].', notOnAwsvpc),
);

export const onWindows = forbid(
  {
    where: 'on Windows',
    why: 'The member stands for a feature of Linux.',
    see: pages.parameters,
    when: ({ windows }) => windows,
  },
  [
    ...rows('', 'windows', '', ['pidMode', 'ipcMode', 'proxyConfiguration']),
    ...rows(
      '',
      'windows',
      'containerDefinitions[].',
      notOnWindows.filter((member) => member !== 'user'),
    ),
    ['TD089', 'windows-user', 'containerDefinitions[].user', remove],
  ],
);
