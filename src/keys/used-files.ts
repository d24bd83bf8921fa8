import type { ProjectModel } from '../compose/model.ts';
import type { Path } from '../source/node.ts';
import { serviceExtension } from './x-ecs.ts';

/** The secrets and configs that an active service names. */
export interface UsedFiles {
  /** Each with where it stands below `secrets` of a service, in file order: nowhere, where only `x-ecs.secrets` names it. */
  readonly secrets: ReadonlyMap<string, readonly SecretUse[]>;
  readonly configs: ReadonlySet<string>;
}

export interface SecretUse {
  readonly service: string;
  readonly path: Path;
}

const known = new WeakMap<ProjectModel, UsedFiles>();

/** A model never changes, so that its services are walked once. */
export function usedFiles(model: ProjectModel): UsedFiles {
  const before = known.get(model);
  if (before) return before;
  const secrets = new Map<string, SecretUse[]>();
  const configs = new Set<string>();
  const usesOf = (secret: string): SecretUse[] => {
    const uses = secrets.get(secret) ?? [];
    secrets.set(secret, uses);
    return uses;
  };
  for (const [service, value] of Object.entries(model.services)) {
    value.secrets?.forEach(({ source }, index) => {
      usesOf(source).push({ service, path: ['services', service, 'secrets', index] });
    });
    for (const { source } of value.configs ?? []) configs.add(source);
    for (const secret of Object.values(serviceExtension(value).secrets ?? {})) secrets.set(secret, usesOf(secret));
  }
  const used = { secrets, configs };
  known.set(model, used);
  return used;
}
