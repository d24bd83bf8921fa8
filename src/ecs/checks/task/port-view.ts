import type { Path } from '../../../source/node.ts';
import type { PortMapping } from '../../model.ts';
import type { Clean } from '../law.ts';
import type { ContainerView } from '../task-view.ts';

export interface MappingView {
  readonly value: Clean<PortMapping>;
  readonly path: Path;
  readonly container: ContainerView;
}

export function mappingsOf(containers: readonly ContainerView[]): readonly MappingView[] {
  const all: MappingView[] = [];
  containers.forEach((container) => {
    container.value.portMappings?.forEach((value, index) => {
      if (value) all.push({ value, path: [...container.path, 'portMappings', index], container });
    });
  });
  return all;
}
