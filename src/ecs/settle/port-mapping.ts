import type { ContainerDraft } from '../draft.ts';
import type { NetworkMode, PortMapping } from '../model.ts';
import { type Interval, united } from './intervals.ts';
import { intervalOf } from './port-ranges.ts';

interface Ports {
  readonly list: PortMapping[];
  /** The first TCP mapping of each container port. */
  readonly tcp: Map<number, PortMapping>;
  /** Other ports and ranges, of any protocol. */
  readonly others: readonly Interval[];
}

const known = new WeakMap<ContainerDraft, Ports>();

/** The TCP mapping of a container port; made when the port was only exposed, on bridge with a host port that Docker chooses. */
export function mapping(container: ContainerDraft, containerPort: number, networkMode: NetworkMode): PortMapping {
  const { list, tcp } = portsOf(container);
  const before = tcp.get(containerPort);
  if (before) return before;
  const made: PortMapping = networkMode === 'bridge' ? { containerPort, hostPort: 0 } : { containerPort };
  list.push(made);
  tcp.set(containerPort, made);
  return made;
}

/** Whether a port is mapped for whatever protocol: a network load balancer takes UDP as well. */
export function isMapped(container: ContainerDraft, port: number): boolean {
  const { tcp, others } = portsOf(container);
  return tcp.has(port) || others.some(({ from, to }) => from <= port && port <= to);
}

/** The mappings of a container, in a list of its own. */
function portsOf(container: ContainerDraft): Ports {
  const { definition } = container;
  const before = known.get(container);
  if (before && before.list === definition.portMappings) return before;
  const list = [...(definition.portMappings ?? [])];
  const tcp = new Map<number, PortMapping>();
  const others: Interval[] = [];
  for (const each of list) {
    const { containerPort: port, protocol = 'tcp' } = each;
    if (port === undefined || protocol !== 'tcp') others.push(intervalOf(each));
    else if (!tcp.has(port)) tcp.set(port, each);
  }
  definition.portMappings = list;
  const ports = { list, tcp, others: united(others) };
  known.set(container, ports);
  return ports;
}
