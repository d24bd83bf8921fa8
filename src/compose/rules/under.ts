import type { Rows, Table } from '../rules.ts';

export const under = (path: string, rows: Rows): Table => ({ path, rows });
