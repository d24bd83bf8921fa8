import type { Deployment } from '../plan/deployment.ts';

/** Which ECS services must be there before another one: Service Connect servers, and what `depends_on` names. */
export function serviceNeeds(deployment: Deployment): Map<string, readonly string[]> {
  const needs = new Map<string, Set<string>>();
  for (const { from, to, via, resolves } of deployment.references) {
    const client = deployment.taskOf.get(from)?.serviceName;
    const server = deployment.taskOf.get(to)?.serviceName;
    if (!client || !server || client === server || (resolves !== 'connect' && via !== 'depends_on')) continue;
    needs.set(client, (needs.get(client) ?? new Set()).add(server));
  }
  return new Map([...needs].map(([client, servers]) => [client, [...servers].sort()]));
}
