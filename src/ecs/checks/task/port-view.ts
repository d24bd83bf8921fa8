import type { Path } from '../../../source/node.ts';
import type { PortMapping } from '../../model.ts';
import { type Clean, readable } from '../law.ts';
import type { ContainerView } from '../task-view.ts';

export class MappingView {
  readonly value: Clean<PortMapping>;
  readonly container: ContainerView;
  private readonly index: number;

  constructor(value: Clean<PortMapping>, container: ContainerView, index: number) {
    this.value = value;
    this.container = container;
    this.index = index;
  }

  get path(): Path {
    return [...this.container.path, 'portMappings', this.index];
  }
}

export function mappingsOf(containers: readonly ContainerView[]): readonly MappingView[] {
  const first = containers[0];
  return containers.length === 1 && first ? mappingsIn(first) : containers.flatMap(mappingsIn);
}

const mappingsIn = (container: ContainerView): readonly MappingView[] =>
  readable(container.value.portMappings, (value, index) => new MappingView(value, container, index));
