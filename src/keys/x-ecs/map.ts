import type { TaskDraft } from '../../ecs/draft.ts';
import type { KeyContext } from '../define.ts';
import { noExtension, type RawObject, serviceExtension } from '../x-ecs.ts';

/**
 * What `x-ecs` says of a container wins over the keys that say the same: run it after them.
 * Names, secrets, routes and raw parts are read by the stages that decide them.
 */
export function mapExtension({ name, service, container, task }: Omit<KeyContext, 'path'>): void {
  const extension = serviceExtension(service);
  if (extension === noExtension) return;
  seedSize(task, extension.taskDefinition);
  const { essential, cpu, memory, memoryReservation, targetGroups } = extension;
  const { definition, needs } = container;
  const path = (field: string) => ['services', name, 'x-ecs', field];
  if (essential !== undefined) needs.essential = { value: essential, path: path('essential') };
  if (cpu !== undefined) {
    definition.cpu = cpu;
    delete needs.cpuReservation;
  }
  if (memory !== undefined) needs.memoryLimit = { value: memory, path: path('memory') };
  if (memoryReservation !== undefined)
    needs.memoryReservation = { value: memoryReservation, path: path('memoryReservation') };
  if (targetGroups?.length)
    needs.targetGroups = targetGroups.map((value, index) => ({ value, path: [...path('targetGroups'), index] }));
}

/** The size of the task is decided with what is written for it, of the project before any of its services; the raw part itself comes last. */
export function seedSize({ definition }: TaskDraft, part: RawObject | undefined): void {
  if (!part) return;
  for (const member of ['cpu', 'memory'] as const) {
    const value = part[member];
    if (typeof value === 'string' || typeof value === 'number') definition[member] = String(value);
    else if (value === null) delete definition[member];
  }
}
