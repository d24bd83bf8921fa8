import type { EcsApp } from '../ecs/model.ts';
import { groupedBy } from '../source/grouped-by.ts';
import { type LiveState, projectTag } from './plan.ts';
import type { EcsPort, LiveService, LiveTaskDefinition } from './port.ts';

/** Reads all that a plan compares with: the newest revisions, the services, and what else bears the project's tag. */
export async function readLive(app: EcsApp, port: EcsPort, cluster: string): Promise<LiveState> {
  const definitions = new Map<string, LiveTaskDefinition>();
  await Promise.all(
    app.taskDefinitions.map(async ({ family }) => {
      const live = await port.latestTaskDefinition(family);
      if (live) definitions.set(family, live);
    }),
  );
  const ours = await projectServices(app, port, cluster);
  const named = await namedServices(app, port, cluster);
  return {
    definitions,
    services: new Map(named.map((service) => [service.definition.serviceName, service])),
    ours,
  };
}

/** The services that an earlier push of this project made, in every cluster that it names. */
export async function projectServices(app: EcsApp, port: EcsPort, cluster: string): Promise<LiveService[]> {
  const clusters = new Set([cluster, ...app.services.map((service) => service.cluster ?? cluster)]);
  const all = await Promise.all([...clusters].map(async (name) => port.services(name, await port.serviceNames(name))));
  return all
    .flat()
    .filter(({ definition }) => definition.tags?.some(({ key, value }) => key === projectTag && value === app.project));
}

/** What is live under the names that the services of an application have. */
export async function namedServices(app: EcsApp, port: EcsPort, cluster: string): Promise<LiveService[]> {
  const wanted = groupedBy(app.services, (service) => service.cluster ?? cluster);
  const found = await Promise.all(
    [...wanted].map(([at, services]) =>
      port.services(
        at,
        services.map(({ serviceName }) => serviceName),
      ),
    ),
  );
  return found.flat();
}
