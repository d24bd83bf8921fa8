import type { EcsApp } from '../ecs/model.ts';
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
  const clusters = new Set([cluster, ...app.services.map((service) => service.cluster ?? cluster)]);
  const ours = (await Promise.all([...clusters].map((name) => projectServices(app.project, port, name)))).flat();
  const wanted = new Map<string, string[]>();
  for (const { serviceName, cluster: at = cluster } of app.services)
    wanted.set(at, [...(wanted.get(at) ?? []), serviceName]);
  const named = await Promise.all([...wanted].map(([at, names]) => port.services(at, names)));
  return {
    definitions,
    services: new Map(named.flat().map((service) => [service.definition.serviceName, service])),
    ours,
  };
}

/** The services of a cluster that an earlier push of this project made. */
export async function projectServices(project: string, port: EcsPort, cluster: string): Promise<LiveService[]> {
  const all = await port.services(cluster, await port.serviceNames(cluster));
  return all.filter(({ definition }) =>
    definition.tags?.some(({ key, value }) => key === projectTag && value === project),
  );
}
