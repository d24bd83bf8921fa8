import type { ContainerDraft } from '../draft.ts';
import type { NetworkMode, PortMapping } from '../model.ts';

const none: readonly PortMapping[] = [];

/** The TCP mapping of a container port; made when the port was only exposed, on bridge with a host port that Docker chooses. */
export function mapping(container: ContainerDraft, containerPort: number, networkMode: NetworkMode): PortMapping {
  const { portMappings = none } = container.definition;
  for (let index = 0; index < portMappings.length; index++) {
    const each = portMappings[index];
    if (each?.containerPort === containerPort && (each.protocol === undefined || each.protocol === 'tcp')) return each;
  }
  const made: PortMapping = networkMode === 'bridge' ? { containerPort, hostPort: 0 } : { containerPort };
  container.definition.portMappings = [...portMappings, made];
  return made;
}
