import { declare } from '../../diagnostics/declare.ts';
import { groupedBy } from '../../source/grouped-by.ts';
import type { Path } from '../../source/node.ts';
import type { ContainerDraft } from '../draft.ts';
import { pages } from '../facts/pages.ts';
import type { Decision, SettleContext } from './context.ts';
import { isMapped, mapping } from './port-mapping.ts';

export const notForOneOff = declare<{ name: string }>(() => ({
  code: 'target-group/one-off-task',
  severity: 'warning',
  message: ({ name }) => `${name} is not registered with the target group.`,
  why: 'It runs once, by RunTask; ECS registers only the tasks of services with a load balancer.',
  fix: 'Remove the target group, or make it a service that lasts.',
  see: pages.loadBalancing,
}));

export const noNetwork = declare<{ name: string }>(() => ({
  code: 'target-group/no-network',
  severity: 'error',
  message: ({ name }) => `${name} has no network, so no load balancer can reach it.`,
  why: 'In network mode none a task has no ports.',
  fix: 'Choose another network mode, or remove the target group.',
  see: pages.loadBalancing,
}));

interface Attachment {
  readonly port: number;
  readonly arn: string;
  readonly path: Path;
}

/** Registers the task with the target groups that the command line and `x-ecs.targetGroups` name, and maps their ports. */
export const loadBalancers: Decision = (context) => {
  const { task, report } = context;
  const balancers = [...(task.service.loadBalancers ?? [])];
  for (const container of task.containers)
    for (const { port, arn, path } of attachments(container, context)) {
      const name = container.service;
      if (task.plan.run === 'once') report(notForOneOff, { path }, { name });
      else if (task.plan.networkMode === 'none') report(noNetwork, { path }, { name });
      else {
        if (!isMapped(container, port)) mapping(container, port, task.plan.networkMode);
        balancers.push({ targetGroupArn: arn, containerName: container.definition.name, containerPort: port });
      }
    }
  if (balancers.length > 0) task.service.loadBalancers = balancers;
};

function attachments({ service, needs }: ContainerDraft, { options }: SettleContext): Attachment[] {
  const attached = new Map<string, Attachment>();
  const attach = (attachment: Attachment): void => {
    const key = `${attachment.port} ${attachment.arn}`;
    if (!attached.has(key)) attached.set(key, attachment);
  };
  for (const { port, arn } of byService(options.targetGroups).get(service) ?? []) attach({ port, arn, path: [] });
  for (const { value, path } of needs.targetGroups ?? []) attach({ ...value, path });
  return [...attached.values()];
}

type TargetGroups = SettleContext['options']['targetGroups'];

const known = new WeakMap<TargetGroups, ReadonlyMap<string, TargetGroups>>();

function byService(groups: TargetGroups): ReadonlyMap<string, TargetGroups> {
  const found = known.get(groups) ?? groupedBy(groups, ({ service }) => service);
  known.set(groups, found);
  return found;
}
