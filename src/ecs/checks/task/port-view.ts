import type { Path } from '../../../source/node.ts';
import type { PortMapping } from '../../model.ts';
import { type Clean, each } from '../law.ts';
import type { ContainerView } from '../task-view.ts';

export interface MappingView {
  readonly value: Clean<PortMapping>;
  readonly path: Path;
  readonly container: ContainerView;
}

export function mappingsOf(containers: readonly ContainerView[]): readonly MappingView[] {
  const all: MappingView[] = [];
  for (const container of containers)
    for (const [value, path] of each(container.value.portMappings, 'portMappings', container.path))
      all.push({ value, path, container });
  return all;
}
