import type { ContainerDraft } from '../draft.ts';
import type { NetworkMode, PortMapping } from '../model.ts';

/** The TCP mapping of a container port; made when the port was only exposed, on bridge with a host port that Docker chooses. */
export function mapping(container: ContainerDraft, containerPort: number, networkMode: NetworkMode): PortMapping {
  const mappings = container.definition.portMappings ?? [];
  const found = mappings.find(
    (each) => each.containerPort === containerPort && (each.protocol === undefined || each.protocol === 'tcp'),
  );
  if (found) return found;
  const made: PortMapping = { containerPort, ...(networkMode === 'bridge' ? { hostPort: 0 } : {}) };
  container.definition.portMappings = [...mappings, made];
  return made;
}
