import { declare, type Report } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { Route } from '../ecs/model.ts';
import type { TaskPlan } from './deployment.ts';
import { caddyRoutes } from './routes/caddy.ts';
import { declaredPorts, type FoundRoute } from './routes/found.ts';
import { type Labelled, labelsOf } from './routes/labels.ts';
import { nginxProxyRoutes } from './routes/nginx-proxy.ts';
import { traefikRoutes } from './routes/traefik.ts';
import type { ServiceFacts, Services } from './services.ts';
import { wellKnownPort } from './well-known-ports.ts';

export const routePortUnknown = declare<{ service: string; source: string }>(() => ({
  code: 'routes/port-unknown',
  severity: 'warning',
  message: ({ service, source }) => `${source} sends requests to ${service}, but nothing says to which port.`,
  why: 'A listener rule needs a target group, and that a container port; the proxy would have looked it up in the image.',
  fix: ({ service, source }) =>
    source === extensionSource ? 'Write the port of the route: `port`.' : `Write the port under expose of ${service}.`,
  see: pages.loadBalancing,
}));

export const routeUnconditional = declare<{ service: string }>(() => ({
  code: 'routes/no-condition',
  severity: 'warning',
  message: ({ service }) => `A route of ${service} names neither a host nor a path: it is left out.`,
  why: 'A rule of a load balancer has at least one condition; what matches none goes to the default action of the listener.',
  fix: "Write hosts, or paths such as '/*', or remove the route.",
  see: pages.listenerRules,
}));

export const routePartial = declare<{ source: string; lost: readonly string[] }>(() => ({
  code: 'routes/rule-partial',
  severity: 'warning',
  message: ({ source, lost }) =>
    `${source} says more than hosts and paths: ${lost.join(', ')} is not part of the route.`,
  why: 'A route in the output holds host names and path patterns, which any load balancer rule can match.',
  fix: 'Add that condition to the listener rule by hand.',
  see: pages.listenerRules,
}));

const extensionSource = 'x-ecs.routes';

type Dialect = (facts: ServiceFacts, labelled: readonly Labelled[]) => readonly FoundRoute[];

const dialects: readonly Dialect[] = [extensionRoutes, nginxProxyRoutes];
const allDialects: readonly Dialect[] = [...dialects, traefikRoutes, caddyRoutes];

/** Virtual hosts of every service, in file order; those whose port nobody knows are said and keep none. */
export function findRoutes(services: Services, report: Report): FoundRoute[] {
  const routes: FoundRoute[] = [];
  services.forEach((facts) => {
    const labelled = labelsOf(facts);
    const readable = labelled.length > 0 ? allDialects : dialects;
    for (let at = 0; at < readable.length; at++) {
      for (const route of readable[at]?.(facts, labelled) ?? none) routes.push(route);
    }
  });
  for (const { service, containerPort, hosts, paths, source, path, lost = [] } of routes) {
    if (lost.length > 0) report(routePartial, { path }, { source, lost });
    if (source === extensionSource && hosts.length + paths.length === 0)
      report(routeUnconditional, { path }, { service });
    else if (containerPort === undefined) report(routePortUnknown, { path }, { service, source });
  }
  return routes;
}

const none: readonly FoundRoute[] = [];

function extensionRoutes(facts: ServiceFacts): readonly FoundRoute[] {
  const { routes } = facts.extension;
  if (!routes?.length) return none;
  const ports = declaredPorts(facts);
  const only = ports.length === 1 ? ports[0] : ports.length === 0 ? wellKnownPort(facts.service.image) : undefined;
  return routes.map(({ hosts, paths, port }, at) => ({
    service: facts.name,
    containerPort: port ?? only,
    hosts,
    paths,
    source: extensionSource,
    path: ['services', facts.name, 'x-ecs', 'routes', at],
  }));
}

/** The container port that a proxy is told, by service. */
export const routedPorts = (routes: readonly FoundRoute[]): ReadonlyMap<string, number> =>
  new Map(routes.flatMap(({ service, containerPort: port }) => (port === undefined ? [] : [[service, port] as const])));

/** Routes with the ECS service that each leads to. */
export function placeRoutes(routes: readonly FoundRoute[], taskOf: ReadonlyMap<string, TaskPlan>): Route[] {
  return routes.flatMap(({ service, containerPort, hosts, paths, source }) => {
    const task = taskOf.get(service);
    if (!task || containerPort === undefined || hosts.length + paths.length === 0) return [];
    return [
      { service: task.serviceName, container: service, containerPort, hosts: [...hosts], paths: [...paths], source },
    ];
  });
}
