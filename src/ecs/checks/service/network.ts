import { limits, within } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { law, says } from '../law.ts';
import { serviceLaw } from '../service-view.ts';

export const subnetsMissing = law<{ count: number }>(() => ({
  rule: 'SV005',
  code: 'subnets-missing',
  message: ({ count }) =>
    count === 0 ? 'There are no subnets for a task of network mode awsvpc.' : `There are ${count} subnets.`,
  why: `Each task gets a network interface in one of 1 to ${limits.subnets[1]} subnets.`,
  fix: 'Set `networkConfiguration.awsvpcConfiguration.subnets`.',
  see: apiPage('AwsVpcConfiguration'),
}));

export const networkConfiguration = law<{ mode: string }>(() => ({
  rule: 'SV006',
  code: 'network-configuration',
  message: ({ mode }) => `There is a \`networkConfiguration\` for a task of network mode ${mode}.`,
  why: 'Only tasks of network mode awsvpc have a network interface to configure.',
  fix: 'Remove `networkConfiguration`.',
  see: apiPage('CreateService'),
}));

export const securityGroupCount = law<{ count: number }>(() => ({
  rule: 'SV007',
  code: 'security-group-count',
  message: ({ count }) => `There are ${count} security groups.`,
  why: `ECS takes at most ${limits.securityGroups}.`,
  fix: 'Join their rules.',
  see: apiPage('AwsVpcConfiguration'),
}));

export const publicIp = law(() => ({
  rule: 'SV008',
  code: 'public-ip',
  message: '`assignPublicIp` is ENABLED, and the tasks do not run on Fargate.',
  why: 'A task on a container instance gets no public address of its own.',
  fix: 'Remove `assignPublicIp`; put the tasks behind a load balancer or NAT.',
  see: pages.awsvpc,
}));

const at = ['networkConfiguration', 'awsvpcConfiguration'];

export const network = serviceLaw('everything', ({ service, task, fargate, report }) => {
  const vpc = service.networkConfiguration?.awsvpcConfiguration;
  const count = vpc?.subnets?.length ?? 0;
  if (task && task.network !== 'awsvpc') {
    if (says(service.networkConfiguration))
      report(networkConfiguration, ['networkConfiguration'], { mode: task.network });
  } else if ((vpc || task) && !within(count, limits.subnets)) report(subnetsMissing, vpc ? at : [], { count });
  const groups = vpc?.securityGroups?.length ?? 0;
  if (groups > limits.securityGroups) report(securityGroupCount, [...at, 'securityGroups'], { count: groups });
  if (vpc?.assignPublicIp === 'ENABLED' && fargate === false) report(publicIp, [...at, 'assignPublicIp']);
});
