import type { Network } from '../compose/model.ts';
import { type Project, written } from '../compose/project.ts';
import { declare } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { Path } from '../source/node.ts';
import type { ResourceDefinition } from './define.ts';
import { resourcePage } from './pages.ts';
import { hasVariable, writtenText } from './written-text.ts';

const see = resourcePage('networks');

export const networkSettingDropped = declare<{ part: string }>(() => ({
  code: 'network/setting-dropped',
  severity: 'warning',
  message: ({ part }) => `The setting ${part} of the network is dropped.`,
  why: 'ECS makes no networks: tasks run on the bridge or the host network of an instance, or in the subnets of a VPC.',
  fix: 'Plan address ranges in the VPC; choose the mode with --network-mode.',
  see,
}));

export const networkNotInternal = declare(() => ({
  code: 'network/internal-dropped',
  severity: 'warning',
  message: 'internal is dropped: the containers can reach the outside.',
  why: 'The bridge of an instance has a way out; a subnet has one unless its route table lacks it.',
  fix: 'Run the task on awsvpc in a subnet without a route out, or restrict the outbound rules of its security group.',
  see: pages.networking,
}));

export const networkExternal = declare<{ name: string }>(() => ({
  code: 'network/external-dropped',
  severity: 'warning',
  message: ({ name }) =>
    `The external network ${name} does not exist on ECS: containers outside the project are not reached by name.`,
  why: 'A network that several projects share has no counterpart in a task definition.',
  fix: 'Use Service Connect with one --namespace for both projects, or addresses that resolve in the VPC.',
  see: pages.serviceConnect,
}));

export const networkHostDriver = declare<{ driver: string }>(() => ({
  code: 'network/driver-dropped',
  severity: 'warning',
  message: ({ driver }) => `The network driver ${driver} is dropped.`,
  why: 'The network mode of the task decides: bridge, host, awsvpc or none.',
  fix: ({ driver }) =>
    driver === 'host' || driver === 'none'
      ? `Give --network-mode ${driver}.`
      : 'Remove the driver, or give --network-mode.',
  see: pages.networking,
}));

const reported = [
  'driver_opts',
  'ipam',
  'attachable',
  'enable_ipv4',
  'enable_ipv6',
  'labels',
] as const satisfies readonly (keyof Network)[];

export const network: ResourceDefinition<'networks'> = {
  doc: {
    bridge: '—',
    note: 'ECS makes no networks. name and the bridge driver are silent; internal, external, another driver, driver_opts, ipam, attachable, enable_ipv4, enable_ipv6 and labels are dropped with a warning.',
    see,
  },
  harmless: {
    name: 'the name is how Docker lists the network; containers find each other without it',
    driver: 'bridge is what ECS does when nothing is written; any other driver is said',
    enable_ipv4: 'on is what every network of ECS has',
    attachable: 'off is the default of Compose',
  },
  diagnostics: { networkSettingDropped, networkNotInternal, networkExternal, networkHostDriver },
  map(value, { path, project, report, name }) {
    const wrote = (part: string): boolean => written(project, [...path, part]);
    if (value.external && wrote('external'))
      report(networkExternal, { path: [...path, 'external'] }, { name: shownName(value, name, path, project) });
    if (value.internal) report(networkNotInternal, { path: [...path, 'internal'] });
    if (value.driver && !['bridge', 'default', 'overlay'].includes(value.driver) && wrote('driver'))
      report(networkHostDriver, { path: [...path, 'driver'] }, { driver: value.driver });
    for (const part of reported)
      if (wrote(part) && says(value, part)) report(networkSettingDropped, { path: [...path, part] }, { part });
  },
};

/** As Docker knows it, unless that is the value of a variable. */
const shownName = (value: Network, key: string, path: Path, project: Project): string =>
  hasVariable(writtenText(project, [...path, 'name'])) ? key : (value.name ?? key);

function says(value: Network, part: (typeof reported)[number]): boolean {
  const given = value[part];
  if (part === 'enable_ipv4') return given === false;
  return given !== undefined && given !== false && !(typeof given === 'object' && Object.keys(given).length === 0);
}
