import { buildRows } from './rules/build.ts';
import { deployRows } from './rules/deploy.ts';
import { resourceRows } from './rules/resources.ts';
import { serviceRows } from './rules/service.ts';
import type { Table } from './rules.ts';

/** Every path that reading treats specially, one row each. */
export const composeRows: readonly Table[] = [...serviceRows, ...buildRows, ...deployRows, ...resourceRows];
