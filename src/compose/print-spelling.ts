import type { ProjectModel, Service } from './model.ts';

type Plain = Readonly<Record<string, unknown>>;

/**
 * Spells a few values as the reference does: its JSON has `Path`, `Weight` and `Rate` in `blkio_config`, and leaves a limit of 0 out
 * of `ulimits`; its YAML has both numbers of such a limit. A mapping with a name of no character, or of line ends alone, which only a list can write, becomes one.
 */
export function spelled(model: ProjectModel, format: 'json' | 'yaml'): ProjectModel {
  const services: Record<string, Service> = {};
  let changed = false;
  for (const [name, service] of Object.entries(model.services)) {
    const special = service.ulimits || service.blkio_config || service.build?.ulimits;
    const made = relisted(special ? spell(service, format) : service);
    changed ||= made !== service;
    Object.defineProperty(services, name, { value: made, enumerable: true });
  }
  return changed ? { ...model, services } : model;
}

function spell(service: Service, format: 'json' | 'yaml'): Service {
  const limits = format === 'json' ? withoutZeros : withZeros;
  const { ulimits, build, blkio_config: blkio } = service;
  return {
    ...service,
    ...(ulimits ? { ulimits: each(ulimits, limits) as Service['ulimits'] } : {}),
    ...(build?.ulimits ? { build: { ...build, ulimits: each(build.ulimits as Plain, limits) } } : {}),
    ...(blkio && format === 'json' ? { blkio_config: each(blkio, capitalised) } : {}),
  };
}

const mappings = ['annotations', 'environment', 'labels', 'sysctls', 'args'];
const holders = ['build', 'deploy'];

function relisted<T extends object>(holder: T): T {
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(holder)) {
    if (!isRecord(value)) continue;
    if (holders.includes(key)) changes[key] = relisted(value);
    else if (mappings.includes(key) && Object.keys(value).some((name) => !/./.test(name)))
      changes[key] = Object.entries(value).map(([name, text]) => (text === null ? name : `${name}=${text}`));
  }
  return Object.entries(changes).some(([key, value]) => value !== (holder as Plain)[key])
    ? { ...holder, ...changes }
    : holder;
}

const each = (record: Plain, change: (value: unknown) => unknown): Plain =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const isRecord = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withoutZeros = (limit: unknown): unknown =>
  isRecord(limit) ? Object.fromEntries(Object.entries(limit).filter(([, value]) => value !== 0)) : limit;

const withZeros = (limit: unknown): unknown => (isRecord(limit) ? { soft: 0, hard: 0, ...limit } : limit);

const capitalised = (devices: unknown): unknown =>
  Array.isArray(devices)
    ? devices.map((device: Plain) =>
        Object.fromEntries(
          Object.entries(device).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
        ),
      )
    : devices;
