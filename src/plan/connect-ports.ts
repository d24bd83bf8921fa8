import type { Port, Service } from '../compose/model.ts';
import { patterns } from '../ecs/facts/patterns.ts';
import type { UniqueNames } from '../source/unique-names.ts';
import type { Reference } from './deployment.ts';
import { schemePorts } from './host-words.ts';
import { exposedPorts, wellKnownPort } from './well-known-ports.ts';

/** TCP ports of `ports`, `expose` and texts; else what a proxy, a URL's scheme or its health check says; else what the image is known for. */
export function portsOf(
  service: Service,
  references: readonly Reference[],
  routed: number | undefined,
): readonly number[] {
  let said: number[] | undefined;
  const ports = service.ports ?? unpublished;
  for (let at = 0; at < ports.length; at++) said = also(said, tcpPort(ports[at]));
  service.expose?.forEach((text) => {
    said = exposedPorts(text).reduce<typeof said>(also, said);
  });
  for (let at = 0; at < references.length; at++) said = also(said, references[at]?.port);
  if (said) return said.length > 1 ? [...new Set(said)] : said;
  const schemes = references.map(({ scheme = '' }) =>
    Object.hasOwn(schemePorts, scheme) ? schemePorts[scheme] : undefined,
  );
  const implied = schemes.find((port) => port !== undefined);
  const guess = routed ?? implied ?? checkedPort(service) ?? wellKnownPort(service.image);
  return guess === undefined ? [] : [guess];
}

const unpublished: readonly Port[] = [];

/** Adds a port; most say the same one again. */
function also(said: number[] | undefined, port: number | undefined): number[] | undefined {
  if (port === undefined) return said;
  if (!said) return [port];
  if (said.at(-1) !== port) said.push(port);
  return said;
}

const tcpPort = (port: Port | undefined): number | undefined =>
  (port?.protocol ?? 'tcp') === 'tcp' ? port?.target : undefined;

/** Ports that `ports` or `expose` give to UDP alone. */
export function udpPorts({ ports = [], expose = [] }: Service): ReadonlySet<number> {
  const udp = new Set<number>();
  for (const { protocol, target } of ports) if (protocol === 'udp' && target !== undefined) udp.add(target);
  for (const text of expose) if (/\/udp$/i.test(text)) udp.add(Number.parseInt(text, 10));
  if (udp.size === 0) return udp;
  for (const port of ports) udp.delete(tcpPort(port) ?? 0);
  for (const port of expose.flatMap(exposedPorts)) udp.delete(port);
  return udp;
}

/** The port that a service's own health check asks: `http://localhost:8080/`. */
function checkedPort({ healthcheck }: Service): number | undefined {
  const text = (healthcheck?.test ?? []).join(' ');
  const port = Number(/\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0):([1-9]\d{0,4})\b/.exec(text)?.[1]);
  return port > 0 && port <= 65_535 ? port : undefined;
}

/** `db-5432`: unique in the namespace, as the discovery name follows from it. */
export function portName(dnsName: string, port: number, names: UniqueNames): string {
  const legal = dnsName.length <= nameLength && patterns.portName.test(dnsName);
  return names.take(`${legal ? dnsName : portNameBase(dnsName)}-${port}`);
}

/** Leaves room for the port and a number. */
const nameLength = 54;

const portNameBase = (dnsName: string): string =>
  dnsName
    .replace(/[^a-z0-9_-]/g, '-')
    .replace(/^-+/, '')
    .slice(0, nameLength) || 'port';
