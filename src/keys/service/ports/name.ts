import { limits } from '../../../ecs/facts/limits.ts';
import type { PortMapping } from '../../../ecs/model.ts';
import { at } from '../../context.ts';
import type { KeyContext } from '../../define.ts';
import { portNameChanged } from './diagnostics.ts';

/** The written name as ECS takes it, unique among the ports of the task; undefined when none was written. */
export function portName(
  written: string | undefined,
  index: number,
  context: KeyContext,
  earlier: readonly PortMapping[],
): string | undefined {
  if (!written) return undefined;
  const others = context.task.containers.flatMap(({ definition }) => definition.portMappings ?? []);
  const taken = new Set([...others, ...earlier].map(({ name }) => name));
  const service = legal(context.name);
  const name = [legal(written), legal(`${service}-${written}`), `${service.slice(0, 50)}-port-${index}`].find(
    (each) => each !== '' && !taken.has(each),
  );
  if (name !== undefined && name !== written)
    context.report(portNameChanged, at(context, index, 'name'), { written, name });
  return name;
}

const legal = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '-')
    .replace(/^-+/, '')
    .slice(0, limits.portNameCharacters);
