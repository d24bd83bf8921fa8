import { written } from '../compose/project.ts';
import type { Where } from '../diagnostics/declare.ts';
import { limits } from '../ecs/facts/limits.ts';
import type { LinuxParameters } from '../ecs/model.ts';
import type { Path } from '../source/node.ts';
import type { KeyContext } from './define.ts';

export const onFargate = ({ deployment }: KeyContext): boolean => deployment.target === 'fargate';
export const onAwsvpc = ({ task }: KeyContext): boolean => task.plan.networkMode === 'awsvpc';

/** The services that its task has beside it; none where a task would have more than it holds, which is an error of its own. */
export const companions = ({ task: { plan }, name }: KeyContext): readonly string[] =>
  plan.services.length > limits.containersPerTask ? [] : plan.services.filter((service) => service !== name);

/** The place of the key, or of a part below it. */
export const at = ({ path }: KeyContext, ...parts: Path): Where => ({ path: [...path, ...parts] });

export const isWritten = ({ project, path }: KeyContext, ...parts: Path): boolean =>
  written(project, [...path, ...parts]);

/** The Linux parameters of the container, made when first asked for. */
export function linuxParameters({ container }: KeyContext): LinuxParameters {
  container.definition.linuxParameters ??= {};
  return container.definition.linuxParameters;
}

/** Appends to a list of the draft, made when first asked for. */
export function append<T>(list: T[] | undefined, item: T): T[] {
  if (!list) return [item];
  list.push(item);
  return list;
}
