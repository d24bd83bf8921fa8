import type { Path } from '../../source/node.ts';
import { pages } from '../facts/pages.ts';
import { patterns } from '../facts/patterns.ts';
import type { Route } from '../model.ts';
import { law, type ReportAt } from './law.ts';

export const routeValues = law<{ count: number }>(() => ({
  rule: 'LB001',
  code: 'route-condition-values',
  severity: 'warning',
  message: ({ count }) => `The route needs ${count} condition values.`,
  why: 'A rule of an Application Load Balancer takes 5, over hosts and paths together; a path counts twice, as itself and with `/*`.',
  fix: 'Spread the hosts over several rules with the same target group.',
  see: pages.listenerRules,
}));

export const routeHost = law<{ host: string }>(() => ({
  rule: 'LB003',
  code: 'route-host',
  severity: 'warning',
  message: ({ host }) => `\`${host}\` cannot be a host condition of an Application Load Balancer.`,
  why: 'A host is at most 128 characters with a dot, and its last label begins with a letter: no `localhost`, no address, no regular expression.',
  fix: 'Use a domain name for it, or leave the host out of the rule.',
  see: pages.listenerRules,
}));

export const routePath = law<{ path: string }>(() => ({
  rule: 'LB004',
  code: 'route-path',
  severity: 'warning',
  message: ({ path }) => `\`${path}\` cannot be a path condition of an Application Load Balancer.`,
  why: 'A path is at most 128 letters, digits and `_ - . $ / ~ " \' @ : + & * ?`.',
  fix: 'Write a path with wildcards instead.',
  see: pages.listenerRules,
}));

const mostValues = 5;

/** What was read from proxy variables and labels, against what a load balancer can be told. */
export function routeLaws(route: Route, path: Path, report: ReportAt): void {
  for (const host of route.hosts) if (!patterns.hostHeader.test(host)) report(routeHost, path, { host });
  for (const each of route.paths) if (!patterns.pathPattern.test(each)) report(routePath, path, { path: each });
  const prefixes = route.paths.filter(
    (each) => each !== '/' && !each.includes('*') && !route.paths.includes(`${each}/*`),
  );
  const count = route.hosts.length + route.paths.length + prefixes.length;
  if (count > mostValues) report(routeValues, path, { count });
}
