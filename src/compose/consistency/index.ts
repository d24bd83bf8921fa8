import type { Report } from '../../diagnostics/declare.ts';
import type { MapNode } from '../../source/node.ts';
import { entries, get } from '../nodes.ts';
import { cycles } from './cycles.ts';
import * as rules from './service.ts';

export { resources } from './resources.ts';

/** Rules for a service that has one of these keys. */
const perService = [
  { keys: ['build'], rule: rules.build },
  { keys: ['networks'], rule: rules.networks },
  { keys: ['configs', 'secrets', 'models'], rule: rules.files },
  { keys: ['tmpfs', 'volumes'], rule: rules.mounts },
  { keys: ['healthcheck'], rule: rules.health },
  { keys: ['depends_on'], rule: rules.dependencies },
  { keys: ['deploy'], rule: rules.limits },
  { keys: ['deploy', 'scale'], rule: rules.replicas },
  { keys: ['develop'], rule: rules.watch },
];

/** Whether the enabled services fit together and refer to what is there. Needs the resolved tree. */
export function consistency(project: MapNode, inactive: readonly string[], report: Report): void {
  const disabled = new Set(inactive);
  entries(get(project, 'services')).forEach(({ value }, name) => {
    const subject = { name, service: value, project, inactive: disabled, path: ['services', name], report };
    const own = entries(value);
    rules.runs(subject);
    perService.forEach(({ keys, rule }) => {
      if (keys.some((key) => own.has(key))) rule(subject);
    });
  });
  cycles(project, report);
}
