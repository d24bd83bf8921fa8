import { declare, type Report } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import { pages } from '../facts/pages.ts';
import type { Decision } from './context.ts';

export const publicAddressOnEc2 = declare(() => ({
  code: 'network/public-address-on-ec2',
  severity: 'warning',
  message: 'The tasks get no public address.',
  why: 'On EC2 the network interface of a task has a private address only; ECS refuses assignPublicIp there.',
  fix: 'Put a load balancer in front, give the subnet a NAT gateway, or choose --target fargate.',
  see: pages.awsvpc,
}));

/** Where the network interface of an awsvpc task lives: in the subnets that are given. */
export const network: Decision = ({ task, deployment, options }) => {
  if (task.plan.networkMode !== 'awsvpc') return;
  const fargate = deployment.launchType === 'FARGATE';
  task.service.networkConfiguration ??= {
    awsvpcConfiguration: {
      subnets: [...options.subnets],
      ...(options.securityGroups.length > 0 ? { securityGroups: [...options.securityGroups] } : {}),
      ...(options.assignPublicIp && fargate ? { assignPublicIp: 'ENABLED' } : {}),
    },
  };
};

/** Said once, not for each task. */
export function sayPublicAddress({ tasks, launchType }: Deployment, options: Options, report: Report): void {
  const awsvpc = tasks.some(({ networkMode }) => networkMode === 'awsvpc');
  if (options.assignPublicIp && awsvpc && launchType === 'EC2') report(publicAddressOnEc2, { path: [] });
}
