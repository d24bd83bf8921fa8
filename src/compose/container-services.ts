import type { ProjectModel } from './model.ts';
import { parseVolumesFrom } from './references.ts';

const known = new WeakMap<ProjectModel, ReadonlyMap<string, string>>();

/** The service that has each `container_name`. A model never changes, so that it is walked once. */
export function containerServices(model: ProjectModel): ReadonlyMap<string, string> {
  const before = known.get(model);
  if (before) return before;
  const services = new Map<string, string>();
  for (const service in model.services) {
    const container = model.services[service]?.container_name;
    if (container !== undefined && !services.has(container)) services.set(container, service);
  }
  known.set(model, services);
  return services;
}

/** The service of this project whose volumes an entry of `volumes_from` takes, also where it names the container. */
export function volumesSource(entry: string, model: ProjectModel): string | undefined {
  const { name, byContainer } = parseVolumesFrom(entry);
  return byContainer ? containerServices(model).get(name) : name;
}
