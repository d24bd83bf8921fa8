import { defaults } from '../facts/limits.ts';
import type { ServiceDefinition } from '../model.ts';

const zone = 'attribute:ecs.availability-zone';

/**
 * CreateService would switch availability zone rebalancing on, and refuses it in these cases.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
function impossible(service: ServiceDefinition): boolean {
  const strategy = service.placementStrategy?.[0];
  return (
    service.launchType === 'EXTERNAL' ||
    service.schedulingStrategy === 'DAEMON' ||
    (service.deploymentConfiguration?.maximumPercent ?? defaults.maximumPercent) <= 100 ||
    service.loadBalancers?.some(({ loadBalancerName }) => loadBalancerName !== undefined) ||
    service.placementConstraints?.some(({ expression }) => expression?.includes(zone)) ||
    (strategy !== undefined && !(strategy.type === 'spread' && strategy.field === zone))
  );
}

/** Switches it off where ECS demands that; what a raw `x-ecs` part says stays. `readable`: the service as far as it is well formed. */
export function rebalancing(service: ServiceDefinition, readable: ServiceDefinition): void {
  if (impossible(readable)) service.availabilityZoneRebalancing ??= 'DISABLED';
}
