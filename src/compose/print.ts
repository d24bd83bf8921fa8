import type { ProjectModel } from './model.ts';
import { put } from './plain.ts';
import { spelled } from './print-spelling.ts';

export interface PrintOptions {
  readonly format: 'json' | 'yaml';
  /** Writes each `$` twice, so that the output reads back to the same. */
  readonly doubling: boolean;
}

/** The project as `docker compose config` prints it: keys sorted, values plain. */
export function printable(model: ProjectModel, { format, doubling }: PrintOptions): unknown {
  // The reference leaves models out of its JSON, not out of its YAML.
  const { models, ...shown } = spelled(model, format);
  const value = format === 'yaml' && models ? { ...shown, models } : shown;
  return convert(value, doubling ? (text) => text.replaceAll('$', '$$$$') : (text) => text);
}

function convert(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item) => convert(item, text));
  if (typeof value !== 'object' || value === null) return value;
  const record: Record<string, unknown> = {};
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  for (const [key, part] of entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
    put(record, key, convert(part, text));
  return record;
}
