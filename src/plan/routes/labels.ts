import type { StringMap } from '../../compose/model.ts';
import type { Path } from '../../source/node.ts';
import type { ServiceFacts } from '../services.ts';

/** The labels that proxies read: of the container, and of a Swarm service. */
export function labelsOf({ name, service }: ServiceFacts): { labels: StringMap; path: Path }[] {
  return [
    { labels: service.labels ?? {}, path: ['services', name, 'labels'] },
    { labels: service.deploy?.labels ?? {}, path: ['services', name, 'deploy', 'labels'] },
  ];
}
