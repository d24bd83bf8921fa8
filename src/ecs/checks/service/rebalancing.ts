import { pages } from '../../facts/pages.ts';
import { law } from '../law.ts';
import { type ServiceView, serviceLaw } from '../service-view.ts';

interface Params {
  readonly obstacle: string;
}

const texts = {
  why: 'ECS moves tasks between zones only for REPLICA services that may start a task before one stops, without a classic load balancer and with placement that spreads over zones, if any.',
  fix: 'Set `availabilityZoneRebalancing` to DISABLED.',
  see: pages.rebalancing,
} as const;

export const rebalancing = law<Params>(() => ({
  ...texts,
  rule: 'SV017',
  code: 'rebalancing',
  message: ({ obstacle }) => `Availability Zone rebalancing is ENABLED for a service ${obstacle}.`,
}));

export const daemonRebalancing = law<Params>(() => ({
  ...texts,
  rule: 'SV015',
  code: 'daemon-rebalancing',
  message: 'Availability Zone rebalancing is ENABLED for a DAEMON service.',
}));

export const rebalancingDefault = law<Params>(() => ({
  ...texts,
  rule: 'SV017',
  code: 'rebalancing-default',
  severity: 'warning',
  message: ({ obstacle }) => `Availability Zone rebalancing is on by default, and the service is one ${obstacle}.`,
}));

export const zoneRebalancing = serviceLaw('everything', (view) => {
  const written = view.service.availabilityZoneRebalancing;
  if (written === 'DISABLED') return;
  const obstacle = obstacleOf(view);
  if (!obstacle) return;
  const at = written ? ['availabilityZoneRebalancing'] : [];
  report(view, written === 'ENABLED', at, obstacle);
});

function report({ daemon, report }: ServiceView, enabled: boolean, at: string[], obstacle: string): void {
  report(enabled ? (daemon ? daemonRebalancing : rebalancing) : rebalancingDefault, at, { obstacle });
}

function obstacleOf({ service, daemon, external }: ServiceView): string | undefined {
  if (daemon) return 'that runs as DAEMON';
  if (external) return 'on EXTERNAL instances';
  if ((service.deploymentConfiguration?.maximumPercent ?? 200) <= 100) return 'whose `maximumPercent` is 100';
  if (service.loadBalancers?.some((balancer) => balancer?.loadBalancerName)) return 'behind a classic load balancer';
  const zone = 'attribute:ecs.availability-zone';
  if (service.placementConstraints?.some((constraint) => constraint?.expression?.includes(zone)))
    return 'that a placement constraint ties to zones';
  const [first] = service.placementStrategy ?? [];
  if (first && (first.type !== 'spread' || first.field !== zone))
    return 'whose first placement strategy does not spread over zones';
  return undefined;
}
