import type { Mount, ProjectModel } from '../../compose/model.ts';
import { addToGroup } from '../../source/grouped-by.ts';
import type { Path } from '../../source/node.ts';

/** Where an active service mounts a named volume. */
export interface VolumeUse {
  readonly service: string;
  /** Among the volumes of the service. */
  readonly index: number;
  readonly target: string;
}

export const usePath = ({ service, index }: VolumeUse): Path => ['services', service, 'volumes', index];

const none: readonly Mount[] = [];
const known = new WeakMap<ProjectModel, ReadonlyMap<string, readonly VolumeUse[]>>();

/** Every mount of each named volume, in file order. A model never changes, so that it is walked once. */
export function volumeUses(model: ProjectModel): ReadonlyMap<string, readonly VolumeUse[]> {
  const before = known.get(model);
  if (before) return before;
  const uses = new Map<string, VolumeUse[]>();
  for (const service in model.services) {
    const mounts = model.services[service]?.volumes ?? none;
    for (let index = 0; index < mounts.length; index++) {
      const { type, source, target = '' } = mounts[index] ?? {};
      if (type === 'volume' && source) addToGroup(uses, source, { service, index, target });
    }
  }
  known.set(model, uses);
  return uses;
}
