import type { ProjectModel } from '../compose/model.ts';
import { serviceExtension } from './x-ecs.ts';

/** The secrets and configs that an active service names. */
export interface UsedFiles {
  readonly secrets: ReadonlySet<string>;
  readonly configs: ReadonlySet<string>;
}

const known = new WeakMap<ProjectModel, UsedFiles>();

/** A model never changes, so that its services are walked once. */
export function usedFiles(model: ProjectModel): UsedFiles {
  const before = known.get(model);
  if (before) return before;
  const secrets = new Set<string>();
  const configs = new Set<string>();
  for (const service of Object.values(model.services)) {
    for (const { source } of service.secrets ?? []) secrets.add(source);
    for (const { source } of service.configs ?? []) configs.add(source);
    for (const value of Object.values(serviceExtension(service).secrets ?? {})) secrets.add(value);
  }
  const used = { secrets, configs };
  known.set(model, used);
  return used;
}
