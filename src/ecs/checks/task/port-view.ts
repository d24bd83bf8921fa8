import type { Path } from '../../../source/node.ts';
import type { PortMapping } from '../../model.ts';
import { type Clean, each } from '../law.ts';
import type { ContainerView, TaskView } from '../task-view.ts';

export interface MappingView {
  readonly value: Clean<PortMapping>;
  readonly path: Path;
  readonly container: ContainerView;
}

/** All port mappings of the task, in order. */
export const mappings = ({ containers }: Pick<TaskView, 'containers'>): readonly MappingView[] =>
  containers.flatMap((container) =>
    [...each(container.value.portMappings, [...container.path, 'portMappings'])].map(([value, path]) => ({
      value,
      path,
      container,
    })),
  );
