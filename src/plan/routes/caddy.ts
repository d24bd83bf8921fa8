import type { StringMap } from '../../compose/model.ts';
import { addToGroup } from '../../source/grouped-by.ts';
import type { ServiceFacts } from '../services.ts';
import { asPort, type FoundRoute, prefixPatterns } from './found.ts';
import type { Labelled } from './labels.ts';

const site = /^caddy(_\d+)?$/;
const reverseProxy = /^(caddy(?:_\d+)?)\.(?:.*\.)?(?:\d+_)?reverse_proxy$/s;

/**
 * Labels of caddy-docker-proxy: `caddy` holds the addresses of a site, `caddy.reverse_proxy` (also below handle, handle_path
 * and route) where it goes. `{{upstreams}}` without a port is port 80. https://github.com/lucaslorentz/caddy-docker-proxy
 */
export function caddyRoutes(facts: ServiceFacts, labelled: readonly Labelled[]): FoundRoute[] {
  return labelled.flatMap(({ labels, path }) => {
    const sites = Object.entries(labels).filter(([name]) => site.test(name));
    if (sites.length === 0) return [];
    const proxies = proxiesOf(labels);
    return sites.flatMap(([name, addresses]) => {
      const hosts = [...new Set(addresses.split(/[,\s]+/).flatMap(hostOf))];
      if (hosts.length === 0) return [];
      return (proxies.get(name) ?? []).map((directive) => ({
        service: facts.name,
        containerPort: upstreamPort(labels[directive] ?? ''),
        hosts,
        paths: [...enclosingPaths(directive, labels), ...matcherPaths(labels[directive] ?? '')],
        source: name,
        path: [...path, name],
      }));
    });
  });
}

/** The labels that say where a site goes, by the name of the site. */
function proxiesOf(labels: StringMap): Map<string, string[]> {
  const proxies = new Map<string, string[]>();
  for (const label of Object.keys(labels)) {
    const name = reverseProxy.exec(label)?.[1];
    if (name !== undefined) addToGroup(proxies, name, label);
  }
  return proxies;
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
function enclosingPaths(key: string, labels: StringMap): string[] {
  const parent = labels[key.slice(0, key.lastIndexOf('.'))];
  return /\bhandle(_path)?(\.|$)/.test(key.slice(0, key.lastIndexOf('.'))) && parent?.startsWith('/')
    ? prefixPatterns(parent.trim())
    : [];
}

const matcherPaths = (value: string): string[] => {
  const [first = ''] = value.trim().split(/\s+/);
  return first.startsWith('/') ? prefixPatterns(first) : [];
};
