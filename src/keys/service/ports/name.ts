import type { TaskDraft } from '../../../ecs/draft.ts';
import { limits } from '../../../ecs/facts/limits.ts';
import { at } from '../../context.ts';
import type { KeyContext } from '../../define.ts';
import { portNameChanged } from './diagnostics.ts';

/** The written name as ECS takes it, unique among the ports of the task; undefined when none was written. */
export function portName(written: string | undefined, index: number, context: KeyContext): string | undefined {
  if (!written) return undefined;
  const taken = takenIn.get(context.task) ?? new Set();
  takenIn.set(context.task, taken);
  const service = legal(context.name);
  const name = [legal(written), legal(`${service}-${written}`), `${service.slice(0, 50)}-port-${index}`].find(
    (each) => each !== '' && !taken.has(each),
  );
  if (name === undefined) return undefined;
  taken.add(name);
  if (name !== written) context.report(portNameChanged, at(context, index, 'name'), { written, name });
  return name;
}

/** Names of ports by the task that has them. */
const takenIn = new WeakMap<TaskDraft, Set<string>>();

const legal = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '-')
    .replace(/^-+/, '')
    .slice(0, limits.portNameCharacters);
