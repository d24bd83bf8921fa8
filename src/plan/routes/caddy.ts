import type { Path } from '../../source/node.ts';
import type { ServiceFacts } from '../services.ts';
import { asPort, type FoundRoute, prefixPatterns } from './found.ts';
import type { Labelled } from './labels.ts';

const site = /^caddy(_\d+)?$/;

/**
 * Labels of caddy-docker-proxy: `caddy` holds the addresses of a site, `caddy.reverse_proxy` (also below handle, handle_path
 * and route) where it goes. `{{upstreams}}` without a port is port 80. https://github.com/lucaslorentz/caddy-docker-proxy
 */
export function caddyRoutes(facts: ServiceFacts, labelled: readonly Labelled[]): FoundRoute[] {
  return labelled.flatMap(({ labels, path }) =>
    Object.entries(labels)
      .filter(([name]) => site.test(name))
      .flatMap(([name, addresses]) => siteRoutes(facts.name, name, addresses, labels, path)),
  );
}

function siteRoutes(
  service: string,
  name: string,
  addresses: string,
  labels: Readonly<Record<string, string>>,
  path: Path,
): FoundRoute[] {
  const hosts = [...new Set(addresses.split(/[,\s]+/).flatMap(hostOf))];
  if (hosts.length === 0) return [];
  const directives = Object.entries(labels).filter(
    ([key]) => key.startsWith(`${name}.`) && /(^|\.)(\d+_)?reverse_proxy$/.test(key.slice(name.length + 1)),
  );
  return directives.map(([key, value]) => ({
    service,
    containerPort: upstreamPort(value),
    hosts,
    paths: [...enclosingPaths(key, labels), ...matcherPaths(value)],
    source: name,
    path: [...path, name],
  }));
}

/** `https://a.example.com:443/x` → `a.example.com`; snippets and bare ports are no hosts. */
function hostOf(address: string): string[] {
  const host = address.replace(/^[a-z]+:\/\//i, '').replace(/[:/].*$/, '');
  return /^[A-Za-z0-9*.-]+$/.test(host) ? [host] : [];
}

function upstreamPort(value: string): number | undefined {
  const template = /\{\{\s*upstreams\b([^}]*)\}\}/.exec(value);
  if (template) return asPort(/\d+/.exec(template[1] ?? '')?.[0]) ?? 80;
  return asPort(/:(\d+)(?:\s|$)/.exec(value)?.[1]);
}

/** Of `caddy.handle_path.0_reverse_proxy`, the path that `caddy.handle_path` says. */
function enclosingPaths(key: string, labels: Readonly<Record<string, string>>): string[] {
  const parent = labels[key.slice(0, key.lastIndexOf('.'))];
  return /\bhandle(_path)?(\.|$)/.test(key.slice(0, key.lastIndexOf('.'))) && parent?.startsWith('/')
    ? prefixPatterns(parent.trim())
    : [];
}

const matcherPaths = (value: string): string[] => {
  const [first = ''] = value.trim().split(/\s+/);
  return first.startsWith('/') ? prefixPatterns(first) : [];
};
