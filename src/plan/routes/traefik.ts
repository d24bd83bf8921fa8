import type { StringMap } from '../../compose/model.ts';
import type { Path } from '../../source/node.ts';
import type { ServiceFacts } from '../services.ts';
import { asPort, assumedPort, type FoundRoute } from './found.ts';
import type { Labelled } from './labels.ts';
import { parseOldRule, parseRule, type Rule } from './traefik-rule.ts';

const router = /^traefik\.http\.routers\.([^.]+)\.rule$/i;
const oldRule = /^traefik\.(?:([^.]+)\.)?frontend\.rule$/i;
const serverPort = /^traefik\.http\.services\.([^.]+)\.loadbalancer\.server\.port$/i;

/**
 * Routers of Traefik 2 and 3 (`traefik.http.routers.x.rule`) and frontends of Traefik 1 (`traefik.frontend.rule`).
 * Of several ports, Traefik takes the lowest. https://doc.traefik.io/traefik/routing/providers/docker/
 */
export function traefikRoutes(facts: ServiceFacts, labelled: readonly Labelled[]): FoundRoute[] {
  return labelled.flatMap(({ labels, path }) => {
    if (labels['traefik.enable']?.toLowerCase() === 'false') return [];
    const ports = serverPorts(labels);
    return Object.entries(labels).flatMap(([name, value]) => {
      const current = router.exec(name);
      const old = oldRule.exec(name);
      if (current) {
        const service = labels[`traefik.http.routers.${current[1]}.service`];
        // Traefik's own dashboard and API.
        if (service?.endsWith('@internal')) return [];
        const port = servicePort(ports, service ?? current[1] ?? '') ?? lowest(facts);
        return toRoutes(facts, parseRule(value), port, name, path);
      }
      if (!old) return [];
      const port = (old[1] && labels[`traefik.${old[1]}.port`]) || labels['traefik.port'];
      return toRoutes(facts, parseOldRule(value), asPort(port) ?? lowest(facts), name, path);
    });
  });
}

const lowest = (facts: ServiceFacts): number | undefined => assumedPort(facts, (ports) => Math.min(...ports));

/** The ports that labels give to Traefik's services, by the name of the service. */
function serverPorts(labels: StringMap): Map<string, number> {
  const ports = new Map<string, number>();
  for (const [name, value] of Object.entries(labels)) {
    const service = serverPort.exec(name)?.[1];
    const port = asPort(value);
    if (service !== undefined && port !== undefined) ports.set(service, port);
  }
  return ports;
}

function servicePort(ports: ReadonlyMap<string, number>, service: string): number | undefined {
  const [only] = ports.size === 1 ? ports.values() : [];
  return ports.get(service.replace(/@docker$/, '')) ?? only;
}

function toRoutes(
  facts: ServiceFacts,
  rules: readonly Rule[],
  containerPort: number | undefined,
  label: string,
  path: Path,
): FoundRoute[] {
  return rules.map(({ hosts, paths, lost }) => ({
    service: facts.name,
    containerPort,
    hosts,
    paths,
    source: label,
    path: [...path, label],
    lost,
  }));
}
