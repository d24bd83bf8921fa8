import type { Path } from '../../source/node.ts';
import { trimEnd } from '../../source/trim-end.ts';
import type { ServiceFacts } from '../services.ts';
import { exposedPorts, wellKnownPort } from '../well-known-ports.ts';

/** A virtual host as a proxy would read it. */
export interface FoundRoute {
  /** Compose service. */
  readonly service: string;
  /** Absent: nothing says which. */
  readonly containerPort?: number | undefined;
  readonly hosts: readonly string[];
  /** Patterns of an ALB. */
  readonly paths: readonly string[];
  /** `VIRTUAL_HOST`, `traefik.http.routers.x.rule`, `caddy`. */
  readonly source: string;
  readonly path: Path;
  /** Parts of the rule that a route cannot say. */
  readonly lost?: readonly string[];
}

/** `/api` and all below it, as an ALB matches paths; everything for `/`. */
export function prefixPatterns(prefix: string): string[] {
  const clean = trimEnd(prefix.endsWith('*') ? prefix.slice(0, -1) : prefix, '/');
  if (clean === '') return [];
  const rooted = clean.startsWith('/') ? clean : `/${clean}`;
  return [rooted, `${rooted}/*`];
}

/** TCP ports that the file says the container has. */
export function declaredPorts({ service }: ServiceFacts): number[] {
  const ports = (service.ports ?? [])
    .filter(({ protocol }) => (protocol ?? 'tcp') === 'tcp')
    .map(({ target }) => target);
  return [...new Set([...ports, ...(service.expose ?? []).flatMap(exposedPorts)])];
}

/** What a proxy takes when it is told no port: the only one; of several, `choose`; else what the image is known for. */
export function assumedPort(facts: ServiceFacts, choose: (ports: readonly number[]) => number): number | undefined {
  const ports = declaredPorts(facts);
  if (ports.length === 0) return wellKnownPort(facts.service.image);
  return ports.length === 1 ? ports[0] : choose(ports);
}

export function asPort(text: string | null | undefined): number | undefined {
  const port = /^\s*\d{1,5}\s*$/.test(text ?? '') ? Number(text) : undefined;
  return port !== undefined && port >= 1 && port <= 65_535 ? port : undefined;
}
