import type { Service } from '../compose/model.ts';
import type { Project } from '../compose/project.ts';
import { declare, type Report } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import { patterns } from '../ecs/facts/patterns.ts';
import type { Options } from '../options/options.ts';
import type { Path } from '../source/node.ts';
import type { ConnectEndpoint, ConnectPlan, Reference, TaskPlan } from './deployment.ts';
import { either } from './either.ts';
import { groupedBy } from './grouped-by.ts';
import { schemePorts } from './host-words.ts';
import type { Services } from './services.ts';
import { exposedPorts, wellKnownPort } from './well-known-ports.ts';

export const portUnknown = declare<{ from: string; to: string }>(() => ({
  code: 'service-connect/port-unknown',
  severity: 'warning',
  message: ({ from, to }) => `${from} needs ${to}, but nothing says which port ${to} listens on.`,
  why: 'Containers of different tasks find each other by Service Connect, which needs a port.',
  fix: ({ to }) => `Write the port under expose of ${to}.`,
  see: pages.serviceConnect,
}));

export const udpOnly = declare<{ from: string; to: string }>(() => ({
  code: 'service-connect/udp',
  severity: 'warning',
  message: ({ from, to }) => `${from} will not reach ${to}, which offers UDP ports only.`,
  why: 'Service Connect carries TCP only.',
  fix: 'Use Cloud Map service discovery or a network load balancer, or put both into one task with x-ecs.task.',
  see: pages.serviceConnect,
}));

export const aliasLost = declare<{ from: string; to: string; name: string; kept: string }>(() => ({
  code: 'service-connect/alias-lost',
  severity: 'warning',
  message: ({ from, name, kept }) =>
    `${from} uses the name ${name}, but in Service Connect that service is called ${kept}.`,
  why: 'A Service Connect endpoint has one name only, and it is the name of the Compose service.',
  fix: ({ kept }) => `Use the name ${kept} there.`,
  see: pages.serviceConnect,
}));

export const connectNone = declare<{ services: readonly string[] }>(() => ({
  code: 'service-connect/none-found',
  severity: 'info',
  message: ({ services }) =>
    `Nothing here says that another service uses ${either(services)} by name, or the other way round: no Service Connect for ${services.length === 1 ? 'it' : 'them'}.`,
  why: 'Compose gives every service a name in its network; between tasks only Service Connect does. Names in files inside an image or a mount cannot be seen.',
  fix: 'Write depends_on on the services that use such a name.',
  see: pages.serviceConnect,
}));

export const namespaceDefaulted = declare<{ namespace: string; region: string | undefined }>(() => ({
  code: 'service-connect/namespace-defaulted',
  severity: 'warning',
  message: ({ namespace }) =>
    `The services find each other in the Service Connect namespace ${namespace}, which must exist.`,
  why: 'Creating an ECS service does not create its namespace, and fails where it is missing.',
  fix: ({ namespace, region }) =>
    `Run once: aws servicediscovery create-http-namespace --name ${namespace}${region ? ` --region ${region}` : ''}; or name another one with --namespace.`,
  see: pages.serviceConnect,
}));

export interface Connecting {
  readonly project: Project;
  readonly services: Services;
  readonly options: Options;
  readonly taskOf: ReadonlyMap<string, TaskPlan>;
  readonly tasks: readonly TaskPlan[];
  /** Container ports that proxies are told, by service. */
  readonly routed: ReadonlyMap<string, number>;
  readonly report: Report;
}

/** Who joins Service Connect and with which endpoints, by family. Also the references as they now resolve. */
export function connect(
  references: readonly Reference[],
  connecting: Connecting,
): { plans: Map<string, ConnectPlan>; references: Reference[] } {
  const connected = references.filter(({ resolves }) => resolves === 'connect');
  const wanted = groupedBy(connected, ({ to }) => to);
  const endpoints = endpointsOf(wanted, connecting);
  const plans = toPlans(wanted, endpoints, connecting);
  if (plans.size > 0) sayNamespace(wanted, endpoints, connecting);
  sayUnconnected(references, connecting);
  const resolved = references.map((reference) =>
    reference.resolves === 'connect' ? sayAlias(reference, endpoints, connecting.report) : reference,
  );
  return { plans, references: resolved };
}

/** Lasting services that no name leads to or from, though they may well talk; those of one task are told with its links. */
function sayUnconnected(
  references: readonly Reference[],
  { services, options, tasks, taskOf, report }: Connecting,
): void {
  if (options.target === 'external' || tasks.filter(({ run }) => run !== 'once').length < 2) return;
  const named = new Set<string>();
  references.forEach(({ from, to }) => {
    named.add(from).add(to);
  });
  const alone: string[] = [];
  for (const name of services.keys()) {
    if (named.has(name)) continue;
    const task = taskOf.get(name);
    const joins = task?.networkMode === 'bridge' || task?.networkMode === 'awsvpc';
    if (task?.run === 'service' && joins && task.services.length === 1) alone.push(name);
  }
  const [first, ...others] = alone;
  if (first === undefined) return;
  const also = others.slice(0, 20).map((name) => ({ path: ['services', name], message: 'is not connected either' }));
  report(connectNone, { path: ['services', first], also }, { services: alone });
}

/** Said once, at the first service concerned. */
function sayNamespace(
  wanted: ReadonlyMap<string, readonly Reference[]>,
  endpoints: Endpoints,
  { project, services, options, report }: Connecting,
): void {
  if (options.namespace !== undefined) return;
  const clients = new Set<string>();
  for (const to of endpoints.keys()) for (const { from } of wanted.get(to) ?? []) clients.add(from);
  const first = [...services.keys()].find((name) => endpoints.has(name) || clients.has(name)) ?? '';
  const params = { namespace: project.model.name, region: options.region };
  report(namespaceDefaulted, { path: ['services', first] }, params);
}

function sayAlias(reference: Reference, endpoints: Endpoints, report: Report): Reference {
  const kept = endpoints.get(reference.to)?.[0]?.dnsName;
  if (kept === undefined) return { ...reference, resolves: 'nothing' };
  if (reference.name.toLowerCase() === kept) return reference;
  report(aliasLost, { path: reference.path }, { ...reference, kept });
  return { ...reference, resolves: 'nothing' };
}

type Endpoints = ReadonlyMap<string, readonly ConnectEndpoint[]>;

function endpointsOf(
  wanted: ReadonlyMap<string, readonly Reference[]>,
  { services, routed, report }: Connecting,
): Endpoints {
  const endpoints = new Map<string, ConnectEndpoint[]>();
  const portNames = new Set<string>();
  for (const { name } of services.values()) {
    const references = wanted.get(name);
    if (!references) continue;
    const ports = portsOf(name, references, services, routed.get(name));
    if (ports.length === 0) {
      const offersUdp = (services.get(name)?.service.ports ?? []).some(({ protocol }) => protocol === 'udp');
      for (const { from, to, path } of firstOfEach(references))
        report(offersUdp ? udpOnly : portUnknown, { path }, { from, to });
      continue;
    }
    const dnsName = name.toLowerCase();
    endpoints.set(
      name,
      ports.map((containerPort) => ({
        service: name,
        containerPort,
        dnsName,
        portName: portName(name, containerPort, portNames),
      })),
    );
  }
  return endpoints;
}

function firstOfEach(references: readonly Reference[]): Reference[] {
  const seen = new Set<string>();
  return references.filter(({ from }) => !seen.has(from) && seen.add(from));
}

/** TCP ports of `ports`, `expose` and texts; else what a proxy, a URL's scheme or its health check says; else what the image is known for. */
function portsOf(
  name: string,
  references: readonly Reference[],
  services: Services,
  routed: number | undefined,
): readonly number[] {
  const service = services.get(name)?.service ?? {};
  const said = new Set<number>();
  service.ports?.forEach(({ protocol, target }) => {
    if ((protocol ?? 'tcp') === 'tcp') said.add(target);
  });
  for (const text of service.expose ?? []) for (const port of exposedPorts(text)) said.add(port);
  references.forEach(({ port }) => {
    if (port !== undefined) said.add(port);
  });
  if (said.size > 0) return [...said];
  const schemes = references.map(({ scheme = '' }) =>
    Object.hasOwn(schemePorts, scheme) ? schemePorts[scheme] : undefined,
  );
  const implied = schemes.find((port) => port !== undefined);
  const guess = routed ?? implied ?? checkedPort(service) ?? wellKnownPort(service.image);
  return guess === undefined ? [] : [guess];
}

/** The port that a service's own health check asks: `http://localhost:8080/`. */
function checkedPort({ healthcheck }: Service): number | undefined {
  const text = (healthcheck?.test ?? []).join(' ');
  const port = Number(/\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0):([1-9]\d{0,4})\b/.exec(text)?.[1]);
  return port > 0 && port <= 65_535 ? port : undefined;
}

/** `db-5432`: unique in the namespace, as the discovery name follows from it. */
function portName(service: string, port: number, taken: Set<string>): string {
  const base =
    service
      .toLowerCase()
      .replace(/[^a-z0-9_-]/g, '-')
      .replace(/^-+/, '')
      .slice(0, 54) || 'port';
  let name = `${base}-${port}`;
  for (let next = 2; taken.has(name) || !patterns.portName.test(name); next++) name = `${base}-${port}-${next}`;
  taken.add(name);
  return name;
}

function toPlans(
  wanted: ReadonlyMap<string, readonly Reference[]>,
  endpoints: Endpoints,
  { project, options, taskOf, tasks }: Connecting,
): Map<string, ConnectPlan> {
  const namespace = options.namespace ?? project.model.name;
  const firstPath = new Map<string, Path>();
  const own = new Map<string, readonly ConnectEndpoint[]>();
  for (const [to, references] of wanted) {
    const offered = endpoints.get(to);
    const server = taskOf.get(to)?.family;
    if (!offered || server === undefined) continue;
    const before = own.get(server);
    own.set(server, before ? [...before, ...offered] : offered);
    const [first] = references;
    if (first && !firstPath.has(server)) firstPath.set(server, ['services', to]);
    references.forEach(({ from, path }) => {
      const client = taskOf.get(from)?.family;
      if (client !== undefined && !firstPath.has(client)) firstPath.set(client, path);
    });
  }
  const plans = new Map<string, ConnectPlan>();
  for (const { family } of tasks) {
    const path = firstPath.get(family);
    if (path) plans.set(family, { namespace, endpoints: own.get(family) ?? [], path });
  }
  return plans;
}
