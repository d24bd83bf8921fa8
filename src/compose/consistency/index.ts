import type { Report } from '../../diagnostics/declare.ts';
import type { MapNode } from '../../source/node.ts';
import { entries, get } from '../nodes.ts';
import { cycles } from './cycles.ts';
import * as rules from './service.ts';

export { resources } from './resources.ts';

/** Whether the enabled services fit together and refer to what is there. Needs the resolved tree. */
export function consistency(project: MapNode, inactive: readonly string[], report: Report): void {
  const known = knownIn(project);
  const disabled = new Set(inactive);
  known.services.forEach(({ value }, name) => {
    // What is no mapping has the wrong form, which has been told.
    if (value.kind === 'map') service({ name, own: value.entries, known, inactive: disabled, report });
  });
  cycles(project, report);
}

/** What a service does not name cannot be wrong. */
function service(subject: rules.Subject): void {
  const { own } = subject;
  rules.runs(subject);
  if (own.has('build')) rules.build(subject);
  if (own.has('networks')) rules.networks(subject);
  if (own.has('configs') || own.has('secrets') || own.has('models')) rules.files(subject);
  if (own.has('tmpfs') || own.has('volumes')) rules.mounts(subject);
  if (own.has('healthcheck')) rules.health(subject);
  if (own.has('depends_on')) rules.dependencies(subject);
  if (own.has('deploy')) rules.limits(subject);
  if (own.has('deploy') || own.has('scale')) rules.replicas(subject);
  if (own.has('develop')) rules.watch(subject);
}

const knownIn = (project: MapNode): rules.Known => ({
  services: entries(get(project, 'services')),
  networks: entries(get(project, 'networks')),
  volumes: entries(get(project, 'volumes')),
  secrets: entries(get(project, 'secrets')),
  configs: entries(get(project, 'configs')),
  models: entries(get(project, 'models')),
});
