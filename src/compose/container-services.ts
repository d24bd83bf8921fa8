import type { ProjectModel } from './model.ts';

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
