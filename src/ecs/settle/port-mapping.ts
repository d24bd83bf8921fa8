import type { ContainerDraft } from '../draft.ts';
import type { NetworkMode, PortMapping } from '../model.ts';

interface Ports {
  readonly list: PortMapping[];
  /** The first TCP mapping of each container port. */
  readonly tcp: Map<number, PortMapping>;
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

/** The mappings of a container, in a list of its own. */
function portsOf(container: ContainerDraft): Ports {
  const { definition } = container;
  const before = known.get(container);
  if (before && before.list === definition.portMappings) return before;
  const list = [...(definition.portMappings ?? [])];
  const tcp = new Map<number, PortMapping>();
  for (const each of list) {
    const { containerPort: port, protocol = 'tcp' } = each;
    if (port !== undefined && protocol === 'tcp' && !tcp.has(port)) tcp.set(port, each);
  }
  definition.portMappings = list;
  const ports = { list, tcp };
  known.set(container, ports);
  return ports;
}
