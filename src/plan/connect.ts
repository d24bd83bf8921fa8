import type { Project } from '../compose/project.ts';
import { declare, type Report } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { Options } from '../options/options.ts';
import { groupedBy } from '../source/grouped-by.ts';
import type { Path } from '../source/node.ts';
import { UniqueNames } from '../source/unique-names.ts';
import { portName, portsOf, udpPorts } from './connect-ports.ts';
import type { ConnectEndpoint, ConnectPlan, Reference, TaskPlan } from './deployment.ts';
import { either } from './either.ts';
import type { Services } from './services.ts';

export const portUnknown = declare<{ from: string; to: string }>(() => ({
  code: 'service-connect/port-unknown',
  severity: 'warning',
  message: ({ from, to }) => `${from} needs ${to}, but nothing says which port ${to} listens on.`,
  why: 'Containers of different tasks find each other by Service Connect, which needs a port.',
  fix: ({ to }) => `Write the port under expose of ${to}.`,
  see: pages.serviceConnect,
}));

export const udpOnly = declare<{ from: string; to: string; port?: number | undefined }>(() => ({
  code: 'service-connect/udp',
  severity: 'warning',
  message: ({ from, to, port }) =>
    port === undefined
      ? `${from} will not reach ${to}, which offers UDP ports only.`
      : `${from} will not reach port ${port} of ${to}, which is a UDP port.`,
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
  if (plans.size > 0) sayNamespace(connected, endpoints, plans, connecting);
  sayUnconnected(references, connecting);
  const resolved = references.map((reference) =>
    reference.resolves === 'connect' ? sayAlias(reference, endpoints, connecting.report) : reference,
  );
  return { plans, references: resolved };
}

/** Lasting services that no name leads to or from, though they may well talk; those of one task are told with its links. */
function sayUnconnected(references: readonly Reference[], { services, options, tasks, report }: Connecting): void {
  if (options.target === 'external') return;
  const unnamed = new Set<string>();
  let lasting = 0;
  tasks.forEach((task) => {
    if (task.run !== 'once') lasting++;
    const name = task.services[0];
    if (name !== undefined && task.services.length === 1 && mayJoin(task)) unnamed.add(name);
  });
  if (lasting < 2) return;
  references.forEach(({ from, to }) => {
    unnamed.delete(from);
    unnamed.delete(to);
  });
  const rank = (name: string): number => services.get(name)?.rank ?? 0;
  const alone = [...unnamed].sort((a, b) => rank(a) - rank(b));
  const [first, ...others] = alone;
  if (first === undefined) return;
  const also = others.slice(0, 20).map((name) => ({ path: ['services', name], message: 'is not connected either' }));
  report(connectNone, { path: ['services', first], also }, { services: alone });
}

const mayJoin = ({ run, networkMode: mode }: TaskPlan): boolean =>
  run === 'service' && (mode === 'bridge' || mode === 'awsvpc');

/** Said once, at the first service concerned. */
function sayNamespace(
  connected: readonly Reference[],
  endpoints: Endpoints,
  plans: ReadonlyMap<string, ConnectPlan>,
  { project, services, options, taskOf, report }: Connecting,
): void {
  if (options.namespace !== undefined) return;
  const clients = new Set(connected.filter(({ to }) => endpoints.has(to)).map(({ from }) => from));
  for (const name of services.keys()) {
    if (!plans.has(taskOf.get(name)?.family ?? '') || !(endpoints.has(name) || clients.has(name))) continue;
    const params = { namespace: project.model.name, region: options.region };
    report(namespaceDefaulted, { path: ['services', name] }, params);
    return;
  }
}

function sayAlias(reference: Reference, endpoints: Endpoints, report: Report): Reference {
  const kept = endpoints.get(reference.to)?.[0]?.dnsName;
  if (kept === undefined) return { ...reference, resolves: 'nothing' };
  if (reference.name === kept || reference.name.toLowerCase() === kept) return reference;
  report(aliasLost, { path: reference.path }, { ...reference, kept });
  return { ...reference, resolves: 'nothing' };
}

type Endpoints = ReadonlyMap<string, readonly ConnectEndpoint[]>;

function endpointsOf(
  wanted: ReadonlyMap<string, readonly Reference[]>,
  { services, routed, report }: Connecting,
): Endpoints {
  const endpoints = new Map<string, ConnectEndpoint[]>();
  const portNames = new UniqueNames();
  services.forEach(({ name, service }) => {
    const references = wanted.get(name);
    if (!references) return;
    const udp = udpPorts(service);
    const [overUdp, others] = byProtocol(references, udp);
    for (const { from, to, path, port } of firstOfEach(overUdp)) report(udpOnly, { path }, { from, to, port });
    if (others.length === 0) return;
    const ports = portsOf(service, others, routed.get(name));
    if (ports.length === 0) {
      const said = new Set(overUdp.map(({ from }) => from));
      for (const { from, to, path } of firstOfEach(others))
        if (!said.has(from)) report(udp.size > 0 ? udpOnly : portUnknown, { path }, { from, to });
      return;
    }
    endpoints.set(name, offers(name, ports, portNames));
  });
  return endpoints;
}

function offers(service: string, ports: readonly number[], names: UniqueNames): ConnectEndpoint[] {
  const dnsName = service.toLowerCase();
  return ports.map((containerPort) => {
    const name = portName(dnsName, containerPort, names);
    return { service, containerPort, portName: name, dnsName };
  });
}

type References = readonly Reference[];

/** Those that name a port which is for UDP alone, and the others. */
function byProtocol(references: References, udp: ReadonlySet<number>): readonly [References, References] {
  if (udp.size === 0) return [[], references];
  const overUdp = ({ port }: Reference): boolean => port !== undefined && udp.has(port);
  return [references.filter(overUdp), references.filter((each) => !overUdp(each))];
}

function firstOfEach(references: readonly Reference[]): Reference[] {
  const seen = new Set<string>();
  return references.filter(({ from }) => !seen.has(from) && seen.add(from));
}

function toPlans(
  wanted: ReadonlyMap<string, readonly Reference[]>,
  endpoints: Endpoints,
  { project, options, taskOf }: Connecting,
): Map<string, ConnectPlan> {
  const namespace = options.namespace ?? project.model.name;
  const plans = new Map<string, ConnectPlan & { endpoints: ConnectEndpoint[] }>();
  const join = (family: string, path: Path): ConnectEndpoint[] => {
    const plan = plans.get(family) ?? { namespace, endpoints: [], path };
    plans.set(family, plan);
    return plan.endpoints;
  };
  wanted.forEach((references, to) => {
    const offered = endpoints.get(to);
    const server = taskOf.get(to)?.family;
    if (!offered || server === undefined) return;
    const all = join(server, ['services', to]);
    for (const endpoint of offered) all.push(endpoint);
    references.forEach(({ from, path }) => {
      const client = taskOf.get(from)?.family;
      if (client !== undefined) join(client, path);
    });
  });
  return plans;
}
