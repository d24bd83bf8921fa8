import type { StringMap } from '../../compose/model.ts';
import type { Path } from '../../source/node.ts';
import type { ServiceFacts } from '../services.ts';

export interface Labelled {
  readonly labels: StringMap;
  readonly path: Path;
}

const none: readonly Labelled[] = [];

/** The labels that proxies read: of the container, and of a Swarm service. */
export function labelsOf({ name, service }: ServiceFacts): readonly Labelled[] {
  const { deploy } = service;
  if (!service.labels && !deploy?.labels) return none;
  const found: Labelled[] = [];
  if (service.labels) found.push({ labels: service.labels, path: ['services', name, 'labels'] });
  if (deploy?.labels) found.push({ labels: deploy.labels, path: ['services', name, 'deploy', 'labels'] });
  return found;
}
