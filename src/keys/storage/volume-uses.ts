import type { ProjectModel } from '../../compose/model.ts';
import type { Path } from '../../source/node.ts';

/** Where an active service mounts a named volume. */
export interface VolumeUse {
  readonly service: string;
  readonly path: Path;
  readonly target: string;
}

const known = new WeakMap<ProjectModel, ReadonlyMap<string, readonly VolumeUse[]>>();

/** Every mount of each named volume, in file order. A model never changes, so that it is walked once. */
export function volumeUses(model: ProjectModel): ReadonlyMap<string, readonly VolumeUse[]> {
  const before = known.get(model);
  if (before) return before;
  const uses = new Map<string, VolumeUse[]>();
  for (const [service, { volumes = [] }] of Object.entries(model.services))
    for (const [index, { type, source, target }] of volumes.entries()) {
      if (type !== 'volume' || !source) continue;
      const list = uses.get(source) ?? [];
      list.push({ service, path: ['services', service, 'volumes', index], target });
      uses.set(source, list);
    }
  known.set(model, uses);
  return uses;
}
