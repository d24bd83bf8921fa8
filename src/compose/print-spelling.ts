import type { ProjectModel, Service } from './model.ts';

type Plain = Readonly<Record<string, unknown>>;

/**
 * Spells a few values as the reference does: its JSON has `Path`, `Weight` and `Rate` in `blkio_config`, and leaves a limit of 0 out
 * of `ulimits`; its YAML has both numbers of such a limit.
 */
export function spelled(model: ProjectModel, format: 'json' | 'yaml'): ProjectModel {
  const services: Record<string, Service> = {};
  let changed = false;
  for (const [name, service] of Object.entries(model.services)) {
    const made = service.ulimits || service.blkio_config || service.build?.ulimits ? spell(service, format) : service;
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
