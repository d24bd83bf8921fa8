import { apiPage } from '../../facts/pages.ts';
import { ephemeralHostPort, reservedHostPorts } from '../../facts/ports.ts';
import type { NetworkMode } from '../../model.ts';
import { law, repeated } from '../law.ts';
import { type TaskView, taskLaw } from '../task-view.ts';
import type { MappingView } from './port-view.ts';

interface Ports {
  readonly container: number;
  readonly host: number;
}
const differ = (rule: string, code: string, mode: string) =>
  law<Ports>(() => ({
    rule,
    code,
    message: ({ container, host }) =>
      `Host port ${host} differs from container port ${container} in network mode ${mode}.`,
    why: 'There is no port translation in this mode: the port of the container is the port of the host.',
    fix: ({ container }) => `Leave \`hostPort\` out, or set it to ${container}.`,
    see: apiPage('PortMapping'),
  }));

export const awsvpcHostPort = differ('TD043', 'host-port-awsvpc', 'awsvpc');
export const hostHostPort = differ('TD044', 'host-port-host', 'host');

export const staticHostPort = law<{ port: number; network: NetworkMode }>(() => ({
  rule: 'TD051',
  code: 'host-port-reserved',
  severity: 'warning',
  message: ({ port }) =>
    reservedHostPorts.has(port)
      ? `Host port ${port} belongs to the container instance itself.`
      : `Host port ${port} lies where the system hands out ports.`,
  why: ({ port }) =>
    reservedHostPorts.has(port)
      ? 'SSH, Docker and the ECS agent use 22, 2375, 2376 and 51678 to 51680; a task that wants them is not placed.'
      : `From ${ephemeralHostPort} on, another task or connection may have the port already.`,
  fix: ({ network }) =>
    network === 'host'
      ? 'Let the application listen on another port: in host mode it is that of the host.'
      : 'Choose another host port, or 0 for a free one.',
  see: apiPage('PortMapping'),
}));

export const sharedPort = law<{ port: number; protocol: string }>(() => ({
  rule: 'TD052',
  code: 'port-shared-in-task',
  message: ({ port, protocol }) => `Two port mappings of the task use ${protocol} port ${port}.`,
  why: 'The containers share one network in this mode, and a port can be listened on once.',
  fix: 'Let one of them listen on another port, or split the task.',
  see: apiPage('PortMapping'),
}));

export const sharedHostPort = law<{ port: number; protocol: string }>(() => ({
  code: 'host-port-twice',
  message: ({ port, protocol }) => `Two port mappings of the task want ${protocol} host port ${port}.`,
  why: 'A port of a container instance can be had once; the task could never be placed.',
  fix: 'Choose another host port, or 0 for a free one, or split the task.',
  see: apiPage('PortMapping'),
}));

export const noContainerPort = law(() => ({
  code: 'container-port-missing',
  message: 'A port mapping names no container port.',
  why: 'It maps nothing: a mapping is of one container port, or of a range of them.',
  fix: 'Set `containerPort` (1 to 65535) or `containerPortRange`.',
  see: apiPage('PortMapping'),
}));

export const ports = taskLaw(['portMappings'], (view) => {
  const { network, mappings, report } = view;
  mappings.forEach((mapping) => {
    const { containerPort: container, containerPortRange: range, hostPort: host } = mapping.value;
    if (container === undefined && range === undefined) report(noContainerPort, mapping.path);
    if (container !== undefined && host && host !== container && (network === 'awsvpc' || network === 'host'))
      report(network === 'awsvpc' ? awsvpcHostPort : hostHostPort, [...mapping.path, 'hostPort'], { container, host });
    const held = network === 'host' ? container : network === 'bridge' ? host : undefined;
    if (held && (reservedHostPorts.has(held) || held >= ephemeralHostPort))
      report(staticHostPort, mapping.path, { port: held, network });
  });
  if (mappings.length > 1) checkShared(view);
});

function checkShared({ network, mappings, report }: TaskView): void {
  const inOne = network === 'awsvpc' || network === 'host';
  const key = ({ containerPort, hostPort, protocol = 'tcp' }: MappingView['value']) => {
    const port = inOne ? containerPort : network === 'bridge' ? hostPort : undefined;
    return port ? `${port}/${protocol}` : undefined;
  };
  for (const [name, path] of repeated(mappings, key)) {
    const [port = '', protocol = ''] = name.split('/');
    report(inOne ? sharedPort : sharedHostPort, path, { port: Number(port), protocol });
  }
}
