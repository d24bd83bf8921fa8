import type { Row, Rows } from '../rules.ts';

/** Rows whose paths start at `path`. */
export function under(path: string, rows: Rows): Rows {
  const placed: Record<string, Row> = {};
  for (const key in rows) placed[`${path}.${key}`] = rows[key] as Row;
  return placed;
}
