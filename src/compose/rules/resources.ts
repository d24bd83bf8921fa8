import { joinLists, joinPools } from '../merge.ts';
import { normaliseResource } from '../normalise.ts';
import { devicePath, hostPath } from '../paths.ts';
import type { Row, Rows, Table } from '../rules.ts';
import { externalOpen, externalShort } from '../short/forms.ts';
import { nameKey } from '../unique.ts';
import { under } from './under.ts';

const flag: Row = { type: 'flag', cast: true };
const labels: Row = { merge: joinLists, unique: nameKey, type: 'mapping' };

const network: Rows = {
  attachable: flag,
  driver: 'text',
  driver_opts: 'mapping',
  enable_ipv4: 'keptFlag',
  enable_ipv6: { type: 'keptFlag', cast: true },
  external: flag,
  internal: flag,
  'ipam.config': { merge: joinPools },
  'ipam.config.*.aux_addresses': 'mapping',
  'ipam.config.*.gateway': 'text',
  'ipam.config.*.ip_range': 'text',
  'ipam.config.*.subnet': 'text',
  'ipam.driver': 'text',
  'ipam.options': { unique: nameKey, type: 'mapping' },
  labels,
  name: 'text',
};

const volume: Rows = { driver: 'text', driver_opts: 'mapping', external: flag, labels, name: 'text' };

const file: Rows = {
  content: 'text',
  driver: 'text',
  driver_opts: 'mapping',
  environment: 'text',
  external: flag,
  file: { path: hostPath, type: 'text' },
  labels: 'mapping',
  name: 'text',
  template_driver: 'text',
};

const model: Rows = { context_size: 'int', model: 'text', name: 'text', runtime_flags: 'texts' };

export const resourceRows: readonly Table[] = [
  under('networks', { '*': { short: externalShort, normalise: normaliseResource } }),
  under('networks.*', network),
  under('volumes', { '*': { short: externalShort, path: devicePath, normalise: normaliseResource } }),
  under('volumes.*', volume),
  under('secrets', { '*': { short: externalOpen, normalise: normaliseResource } }),
  under('secrets.*', file),
  under('configs', { '*': { short: externalOpen, normalise: normaliseResource } }),
  under('configs.*', file),
  under('models.*', model),
];
