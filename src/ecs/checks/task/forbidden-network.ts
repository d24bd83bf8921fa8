import { apiPage, pages } from '../../facts/pages.ts';
import { forbid } from './forbidden.ts';

const container = 'containerDefinitions[].';
const resolver = 'Remove it: the VPC (DHCP options) resolves names there.';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export const inAwsvpc = forbid(
  {
    where: 'in network mode awsvpc',
    why: 'The task has a network interface of its own, which the containers share and cannot configure; ECS refuses the definition.',
    see: pages.awsvpc,
    when: ({ network }) => network === 'awsvpc',
  },
  [
    ['TD037', 'awsvpc-hostname', `${container}hostname`, 'Remove `hostname`, or use network mode bridge on EC2.'],
    ['TD038', 'awsvpc-extra-hosts', `${container}extraHosts`, 'Remove `extraHosts`; use DNS of the VPC.'],
    ['TD039', 'awsvpc-dns-servers', `${container}dnsServers`, resolver],
    ['TD039', 'awsvpc-dns-search', `${container}dnsSearchDomains`, resolver],
    [
      'TD040',
      'links-awsvpc',
      `${container}links`,
      'Remove `links`: containers of one task reach each other at localhost, other tasks through Service Connect.',
    ],
    ['TD042', 'awsvpc-disable-networking', `${container}disableNetworking`, 'Remove it, or use network mode none.'],
  ],
);

export const withLinks = forbid(
  {
    where: 'outside network mode bridge',
    why: 'Links belong to Docker’s bridge network.',
    see: apiPage('ContainerDefinition'),
    when: ({ network }) => network === 'host' || network === 'none',
  },
  [['TD041', 'links-bridge-only', `${container}links`, 'Remove `links`, or use network mode bridge.']],
);

export const withoutNetwork = forbid(
  {
    where: 'in network mode none',
    why: 'Without network there is no port to map.',
    see: apiPage('PortMapping'),
    when: ({ network }) => network === 'none',
  },
  [['TD045', 'ports-none', `${container}portMappings`, 'Remove `portMappings`, or choose another network mode.']],
);
