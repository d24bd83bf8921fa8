import type { Row, Rows } from '../rules.ts';

/** Rows whose paths start at `path`. */
export function under(path: string, rows: Rows): Rows {
  const made: Record<string, Row> = {};
  const start = `${path}.`;
  for (const key in rows) {
    const row = rows[key];
    if (row) made[start + key] = row;
  }
  return made;
}
