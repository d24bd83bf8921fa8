import type { Rows } from '../rules.ts';

/** Rows whose paths start at `path`. */
export const under = (path: string, rows: Rows): Rows =>
  Object.fromEntries(Object.entries(rows).map(([key, row]) => [`${path}.${key}`, row]));
