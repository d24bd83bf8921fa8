import type { OptionInput } from '../src/options/resolve.ts';
import type { Random } from './random.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:token-AbCdEf';
const role = 'arn:aws:iam::210987654321:role/execution';
export const subnets = ['subnet-0f3a9c1b2d4e5f607'];

const targets: readonly OptionInput[] = [
  {},
  { target: 'ec2' },
  { target: 'ec2', networkMode: 'awsvpc', subnets },
  { target: 'ec2', networkMode: 'host' },
  { target: 'ec2', networkMode: 'none' },
  { target: 'fargate', region: 'eu-west-1', subnets, ephemeralVolumes: true },
  { target: 'fargate', region: 'eu-west-1', subnets, assignPublicIp: true },
  { target: 'fargate' },
  { target: 'external' },
];

const single: readonly OptionInput[] = [
  { group: 'service' },
  { group: 'project' },
  { group: 'auto' },
  { family: 'fam' },
  { family: '../../x' },
  { cluster: 'main' },
  { region: 'eu-west-1' },
  { taskRole: role },
  { images: { web: 'acme/other:3' } },
  { images: { nobody: 'x' } },
  { imagePrefix: 'acme' },
  { imageTag: 'v2' },
  { registryCredentials: { 'ghcr.io': arn } },
  { hostRoot: '/srv/a' },
  { volumeRoot: '/data' },
  { efs: { data: 'fs-0123456789abcdef0' } } as OptionInput,
  { ephemeralVolumes: true },
  { secrets: { token: arn } },
  { defaultMemoryReservation: 64 },
  { defaultMemory: 256 },
  { defaultMemory: 6 },
  { instanceMemory: 1024 },
  { instanceCpu: 1024 },
  { instanceType: 't3.small' },
  { instanceType: 'x.y' },
  { logGroup: '/logs' },
  { createLogGroup: true },
  { logs: false },
  { namespace: 'demo' },
  { capacityProvider: 'spot' },
  { hostGateway: '172.17.0.1' },
  { securityGroups: ['sg-0a1b2c3d4e5f60718'] },
  { diagnostics: { allow: ['ports/host-ip-dropped', 'grouping/split', 'nope/nope'] } },
  { diagnostics: { deny: ['memory/defaulted'] } } as OptionInput,
  {
    targetGroups: [
      {
        service: 'web',
        port: 80,
        arn: 'arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/x/0123456789abcdef',
      },
    ],
  } as unknown as OptionInput,
];

/** Half of them get through most of what stops a conversion, so that the later stages are reached. */
const helpful: OptionInput = {
  executionRole: role,
  defaultMemory: 256,
  logs: false,
  namespace: 'demo',
  secrets: { token: arn },
  efs: { data: { fileSystemId: 'fs-0123456789abcdef0' } },
};

export function optionSet(random: Random): OptionInput {
  const chosen = Object.assign({}, random.pick(targets), ...random.some(single, 3));
  if (!random.chance(0.5)) return chosen;
  const { secrets: _, efs: __, ...always } = helpful;
  return { ...always, ...chosen };
}
