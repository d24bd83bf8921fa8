import { declare, type Report } from '../../diagnostics/declare.ts';
import { defaultOptions, type Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';

export const unusedOption = declare<{ flag: string; because: string }>(() => ({
  code: 'options/unused',
  severity: 'info',
  message: ({ flag, because }) => `${flag} changes nothing: ${because}.`,
  why: 'The option only means something for other targets or network modes.',
  fix: 'Leave it out, or choose the target or network mode that it is for.',
}));

interface Row {
  readonly option: keyof Options;
  readonly flag: string;
  readonly useless: (deployment: Deployment) => boolean;
  readonly because: string;
}

const noAwsvpc = ({ tasks }: Deployment): boolean => tasks.every(({ networkMode }) => networkMode !== 'awsvpc');
const on =
  (...targets: Deployment['target'][]) =>
  ({ target }: Deployment): boolean =>
    targets.includes(target);

const network = { useless: noAwsvpc, because: 'no task is in network mode awsvpc' };
const instance = { useless: on('fargate'), because: 'Fargate has no container instances' };

const rows: readonly Row[] = [
  { option: 'subnets', flag: '--subnets', ...network },
  { option: 'securityGroups', flag: '--security-groups', ...network },
  { option: 'assignPublicIp', flag: '--assign-public-ip', ...network },
  { option: 'instanceMemory', flag: '--instance-memory', ...instance },
  { option: 'instanceCpu', flag: '--instance-cpu', ...instance },
  { option: 'instanceType', flag: '--instance-type', ...instance },
  { option: 'hostRoot', flag: '--host-root', ...instance },
  { option: 'volumeRoot', flag: '--volume-root', ...instance },
  {
    option: 'ephemeralVolumes',
    flag: '--ephemeral-volumes',
    useless: on('ec2', 'external'),
    because: 'named volumes last on container instances',
  },
  {
    option: 'capacityProvider',
    flag: '--capacity-provider',
    useless: on('external'),
    because: 'ECS Anywhere knows no capacity providers',
  },
];

/** Options that were given and have no effect on this target. */
export function sayUnused(deployment: Deployment, options: Options, report: Report): void {
  for (const { option, flag, useless, because } of rows) {
    const value = options[option];
    const given = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== defaultOptions[option];
    if (given && useless(deployment)) report(unusedOption, { path: [] }, { flag, because });
  }
}
