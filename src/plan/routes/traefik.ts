import type { StringMap } from '../../compose/model.ts';
import type { Path } from '../../source/node.ts';
import type { ServiceFacts } from '../services.ts';
import { asPort, assumedPort, type FoundRoute } from './found.ts';
import type { Labelled } from './labels.ts';
import { parseOldRule, parseRule, type Rule } from './traefik-rule.ts';

const router = /^traefik\.http\.routers\.([^.]+)\.rule$/i;
const oldRule = /^traefik\.(?:([^.]+)\.)?frontend\.rule$/i;

/**
 * Routers of Traefik 2 and 3 (`traefik.http.routers.x.rule`) and frontends of Traefik 1 (`traefik.frontend.rule`).
 * Of several ports, Traefik takes the lowest. https://doc.traefik.io/traefik/routing/providers/docker/
 */
export function traefikRoutes(facts: ServiceFacts, labelled: readonly Labelled[]): FoundRoute[] {
  return labelled.flatMap(({ labels, path }) => {
    if (labels['traefik.enable']?.toLowerCase() === 'false') return [];
    return Object.entries(labels).flatMap(([name, value]) => {
      const current = router.exec(name);
      const old = oldRule.exec(name);
      if (current) return routerRoutes(facts, current[1] ?? '', name, value, labels, path);
      if (!old) return [];
      const port = (old[1] && labels[`traefik.${old[1]}.port`]) || labels['traefik.port'];
      return toRoutes(facts, parseOldRule(value), asPort(port) ?? lowest(facts), name, path);
    });
  });
}

const lowest = (facts: ServiceFacts): number | undefined => assumedPort(facts, (ports) => Math.min(...ports));

function routerRoutes(
  facts: ServiceFacts,
  router: string,
  label: string,
  rule: string,
  labels: StringMap,
  path: Path,
): FoundRoute[] {
  const service = labels[`traefik.http.routers.${router}.service`];
  // Traefik's own dashboard and API.
  if (service?.endsWith('@internal')) return [];
  return toRoutes(facts, parseRule(rule), servicePort(labels, service, router) ?? lowest(facts), label, path);
}

function servicePort(labels: StringMap, service: string | undefined, router: string): number | undefined {
  const ports = new Map<string, number>();
  for (const [name, value] of Object.entries(labels)) {
    const match = /^traefik\.http\.services\.([^.]+)\.loadbalancer\.server\.port$/i.exec(name);
    const port = asPort(value);
    if (match?.[1] !== undefined && port !== undefined) ports.set(match[1], port);
  }
  const [only] = ports.size === 1 ? ports.values() : [];
  return ports.get((service ?? router).replace(/@docker$/, '')) ?? only;
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
