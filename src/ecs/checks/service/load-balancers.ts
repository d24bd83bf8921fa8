import { limits } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { each, law } from '../law.ts';
import { serviceLaw } from '../service-view.ts';
import { portRangeOf } from '../task/port-ranges.ts';
import type { TaskView } from '../task-view.ts';

export const balancerIncomplete = law<{ problem: string }>(() => ({
  rule: 'SV021',
  code: 'load-balancer',
  message: ({ problem }) => `A load balancer of the service ${problem}.`,
  why: 'Each entry has a target group (or the name of a classic load balancer), and a container and port of the task definition.',
  fix: 'Complete or correct the entry.',
  see: apiPage('LoadBalancer'),
}));

export const classicAwsvpc = law(() => ({
  rule: 'SV022',
  code: 'classic-load-balancer-awsvpc',
  message: 'A classic load balancer stands before tasks of network mode awsvpc.',
  why: 'A classic load balancer reaches instances, not the network interfaces of tasks; nor does `role` apply there.',
  fix: 'Use a target group of type ip, and remove `role`.',
  see: pages.loadBalancing,
}));

export const targetGroupCount = law<{ count: number }>(() => ({
  rule: 'SV023',
  code: 'target-group-count',
  message: ({ count }) => `There are ${count} target groups.`,
  why: `A service takes at most ${limits.targetGroupsPerService}.`,
  fix: 'Split the service.',
  see: pages.quotas,
}));

export const registryCount = law<{ count: number }>(() => ({
  rule: 'SV024',
  code: 'service-registry-count',
  message: ({ count }) => `There are ${count} service registries.`,
  why: 'A service takes one.',
  fix: 'Keep one.',
  see: apiPage('ServiceRegistry'),
}));

export const registryPort = law<{ mode: string }>(() => ({
  rule: 'SV025',
  code: 'service-registry-port',
  message: ({ mode }) => `A service registry lacks a container and port for a task of network mode ${mode}.`,
  why: 'Outside awsvpc only SRV records exist, which name a port.',
  fix: 'Set `containerName` and `containerPort`.',
  see: pages.serviceDiscovery,
}));

export const registryTwoPorts = law(() => ({
  rule: 'SV026',
  code: 'service-registry-two-ports',
  message: 'A service registry has `port` beside `containerName` or `containerPort`, or one of these alone.',
  why: 'An SRV record takes its port from `port` or from a container and its port; an A record takes neither.',
  fix: 'Keep one of them.',
  see: apiPage('ServiceRegistry'),
}));

export const registryNone = law(() => ({
  rule: 'SV025',
  code: 'service-registry-none',
  message: 'There is a service registry for a task without network.',
  why: 'In network mode none nothing can be reached.',
  fix: 'Remove `serviceRegistries`, or choose another network mode.',
  see: pages.serviceDiscovery,
}));

export const loadBalancers = serviceLaw(['loadBalancers'], ({ service, task, report }) => {
  if (service.loadBalancers === undefined) return;
  const all = each(service.loadBalancers, 'loadBalancers');
  const mapped = new Map<string, MappedPorts>();
  for (const { value: balancer, path } of all) {
    const problem = (text: string) => report(balancerIncomplete, path, { problem: text });
    const { targetGroupArn, loadBalancerName, containerName, containerPort } = balancer;
    if (!targetGroupArn === !loadBalancerName)
      problem('has both or neither of `targetGroupArn` and `loadBalancerName`');
    if (!containerName || containerPort === undefined) problem('lacks `containerName` or `containerPort`');
    else if (task && !task.byName.has(containerName))
      problem(`names container \`${containerName}\`, which the task definition does not have`);
    else if (task && !maps(mappedPorts(containerName, task, mapped), containerPort))
      problem(`names port ${containerPort}, which container \`${containerName}\` does not map`);
    if (loadBalancerName && task?.network === 'awsvpc') report(classicAwsvpc, path);
  }
  if (all.length > limits.targetGroupsPerService) report(targetGroupCount, ['loadBalancers'], { count: all.length });
});

interface MappedPorts {
  readonly single: ReadonlySet<number | undefined>;
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/** Those of a container, gathered when it is first asked for. */
function mappedPorts(container: string, { byName }: TaskView, known: Map<string, MappedPorts>): MappedPorts {
  const before = known.get(container);
  if (before) return before;
  const mappings = byName.get(container)?.value.portMappings ?? [];
  const ports: MappedPorts = {
    single: new Set(mappings.map((mapping) => mapping?.containerPort)),
    ranges: mappings.flatMap((mapping) => {
      const range = portRangeOf(mapping?.containerPortRange);
      return range ? [range] : [];
    }),
  };
  known.set(container, ports);
  return ports;
}

const maps = ({ single, ranges }: MappedPorts, port: number): boolean =>
  single.has(port) || ranges.some(([first, last]) => port >= first && port <= last);

export const registries = serviceLaw(['serviceRegistries'], ({ service, task, report }) => {
  if (service.serviceRegistries === undefined) return;
  const all = each(service.serviceRegistries, 'serviceRegistries');
  if (all.length > limits.serviceRegistries) report(registryCount, ['serviceRegistries'], { count: all.length });
  for (const {
    value: { port, containerName, containerPort },
    path,
  } of all) {
    const pair = containerName !== undefined && containerPort !== undefined;
    const half = containerName !== undefined || containerPort !== undefined;
    const mode = task?.network;
    if (mode === 'none') report(registryNone, path);
    else if ((mode === 'bridge' || mode === 'host') && !pair) report(registryPort, path, { mode });
    else if ((port !== undefined && half) || (half && !pair)) report(registryTwoPorts, path);
  }
});
