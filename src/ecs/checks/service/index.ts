import { type ServiceLaw, serviceLaw } from '../service-view.ts';
import { tags } from '../tags.ts';
import { capacity, names } from './capacity.ts';
import { serviceConnect } from './connect.ts';
import { controllers, deployment } from './deployment.ts';
import { ebs } from './ebs.ts';
import { loadBalancers, registries } from './load-balancers.ts';
import { network } from './network.ts';
import { other, runCount } from './other.ts';
import { placement } from './placement.ts';
import { zoneRebalancing } from './rebalancing.ts';
import { scheduling } from './scheduling.ts';

const serviceTags = serviceLaw(['tags'], ({ service, report }) => tags(service.tags, report));

const both: readonly ServiceLaw[] = [capacity, network, placement, serviceTags];

export const serviceLaws: readonly ServiceLaw[] = [
  names,
  ...both,
  scheduling,
  zoneRebalancing,
  loadBalancers,
  registries,
  serviceConnect,
  ebs,
  deployment,
  controllers,
  other,
];

export const runTaskLaws: readonly ServiceLaw[] = [...both, runCount, ebs];
