import type { ServiceFacts } from '../services.ts';
import { asPort, assumedPort, type FoundRoute, prefixPatterns } from './found.ts';
import { multiportRoutes } from './nginx-multiports.ts';

const none: readonly FoundRoute[] = [];

/**
 * `VIRTUAL_HOST`, `VIRTUAL_PORT` and `VIRTUAL_PATH`, unless `VIRTUAL_HOST_MULTIPORTS` takes their place. Of several ports, nginx-proxy takes 80.
 * https://github.com/nginx-proxy/nginx-proxy/tree/main/docs
 */
export function nginxProxyRoutes(facts: ServiceFacts): readonly FoundRoute[] {
  const { environment } = facts.service;
  if (!environment) return none;
  const multiports = environment.VIRTUAL_HOST_MULTIPORTS;
  if (multiports) return multiportRoutes(facts, multiports);
  const written = environment.VIRTUAL_HOST;
  if (!written) return none;
  const names = written.split(/[,\s]+/).filter((name) => name !== '');
  const hosts = names.filter((name) => !name.startsWith('~')).map((name) => name.replace(/:\d+$/, ''));
  const lost = names.some((name) => name.startsWith('~')) ? ['a regular expression for host names'] : [];
  if (hosts.length === 0 && lost.length === 0) return [];
  return [
    {
      service: facts.name,
      containerPort: asPort(environment.VIRTUAL_PORT) ?? assumedPort(facts, () => 80),
      hosts: [...new Set(hosts)],
      paths: prefixPatterns(environment.VIRTUAL_PATH ?? ''),
      source: 'VIRTUAL_HOST',
      path: ['services', facts.name, 'environment', 'VIRTUAL_HOST'],
      lost,
    },
  ];
}
