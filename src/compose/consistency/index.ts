import type { Report } from '../../diagnostics/declare.ts';
import type { MapNode } from '../../source/node.ts';
import { entries, get } from '../nodes.ts';
import { cycles } from './cycles.ts';
import * as rules from './service.ts';

export { resources } from './resources.ts';

const perService = [
  rules.runs,
  rules.build,
  rules.networks,
  rules.files,
  rules.mounts,
  rules.health,
  rules.dependencies,
  rules.limits,
  rules.replicas,
  rules.watch,
];

/** Whether the enabled services fit together and refer to what is there. Needs the resolved tree. */
export function consistency(project: MapNode, inactive: readonly string[], report: Report): void {
  const disabled = new Set(inactive);
  entries(get(project, 'services')).forEach(({ value }, name) => {
    const subject = { name, service: value, project, inactive: disabled, path: ['services', name], report };
    for (const rule of perService) rule(subject);
  });
  cycles(project, report);
}
