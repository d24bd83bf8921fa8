import type { ProjectModel, Service } from '../../compose/model.ts';
import { byName } from '../../compose/to-model.ts';

/** What a dialect says, in the words of `x-ecs`: for the top level and by service. */
export interface Extensions {
  readonly top: Record<string, unknown>;
  readonly services: Map<string, Record<string, unknown>>;
}

export const noExtensions = (): Extensions => ({ top: {}, services: new Map() });

export function ofService(extensions: Extensions, name: string): Record<string, unknown> {
  const known = extensions.services.get(name) ?? {};
  extensions.services.set(name, known);
  return known;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Writes a value below an object, making the objects on the way. */
export function put(object: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  if (rest.length === 0) {
    object[step] = value;
    return;
  }
  const below = object[step];
  const next = isObject(below) ? below : {};
  object[step] = next;
  put(next, rest, value);
}

/** `over` wins; objects are merged, anything else is taken whole, null included: it means removal later on. */
export function under(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isObject(base) || !isObject(over)) return over;
  const result = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(over)) result.set(name, under(result.get(name), value));
  return Object.fromEntries(result);
}

/** The model as if the user had written the extensions; what the user did write in `x-ecs` wins. */
export function extended(model: ProjectModel, { top, services }: Extensions): ProjectModel {
  const all = Object.entries(model.services).map(([name, service]): [string, Service] => {
    const extension = services.get(name);
    return [name, extension ? { ...service, 'x-ecs': under(extension, service['x-ecs']) } : service];
  });
  return { ...model, services: byName(Object.fromEntries(all)), 'x-ecs': under(top, model['x-ecs']) };
}
