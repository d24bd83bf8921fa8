import type { StringMap } from '../../compose/model.ts';
import type { Path } from '../../source/node.ts';
import type { ServiceFacts } from '../services.ts';

/** The labels that proxies read: of the container, and of a Swarm service. */
export function labelsOf({ name, service }: ServiceFacts): { labels: StringMap; path: Path }[] {
  const found: { labels: StringMap; path: Path }[] = [];
  if (service.labels) found.push({ labels: service.labels, path: ['services', name, 'labels'] });
  const { deploy } = service;
  if (deploy?.labels) found.push({ labels: deploy.labels, path: ['services', name, 'deploy', 'labels'] });
  return found;
}
