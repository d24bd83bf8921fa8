import { joinLists, replace } from '../merge.ts';
import type { Row, Rows, Table } from '../rules.ts';
import * as short from '../short/forms.ts';
import { deviceKey, deviceShort } from '../short/forms.ts';
import { nameKey } from '../unique.ts';
import { under } from './under.ts';

const int: Row = { type: 'int', cast: true };
const float: Row = { type: 'float', cast: true };

/** What a container may ask of a device. https://github.com/compose-spec/compose-spec/blob/main/deploy.md#devices */
const deviceRequest: Rows = {
  capabilities: 'texts',
  count: 'deviceCount',
  device_ids: 'keptTexts',
  driver: 'text',
  options: { merge: joinLists, type: 'mapping' },
};

const updateConfig: Rows = {
  delay: 'duration',
  failure_action: 'text',
  max_failure_ratio: float,
  monitor: 'duration',
  order: 'text',
  parallelism: { type: 'keptInt', cast: true },
};

const deploy: Rows = {
  endpoint_mode: 'text',
  labels: { merge: joinLists, unique: nameKey, type: 'mapping' },
  mode: 'text',
  'placement.constraints': 'texts',
  'placement.max_replicas_per_node': int,
  replicas: { type: 'keptInt', cast: true },
  'resources.limits.cpus': 'float',
  'resources.limits.memory': 'bytes',
  'resources.limits.pids': 'int',
  'resources.reservations.cpus': 'float',
  'resources.reservations.devices.*': { fallback: short.deviceRequestFallback },
  'resources.reservations.generic_resources.*.discrete_resource_spec.value': 'keptInt',
  'resources.reservations.memory': 'bytes',
  'resources.reservations.pids': 'int',
  'restart_policy.condition': 'text',
  'restart_policy.delay': 'keptDuration',
  'restart_policy.max_attempts': { type: 'keptInt', cast: true },
  'restart_policy.window': 'keptDuration',
};

const rate: Rows = { path: 'text', rate: 'bytes' };

const limits: Rows = {
  'blkio_config.weight': 'int',
  'blkio_config.weight_device.*.path': 'text',
  'blkio_config.weight_device.*.weight': 'int',
  cpu_count: int,
  cpu_percent: float,
  cpu_period: int,
  cpu_quota: int,
  cpu_rt_period: int,
  cpu_rt_runtime: int,
  cpu_shares: int,
  cpus: float,
  cpuset: 'text',
  device_cgroup_rules: 'texts',
  devices: { unique: deviceKey },
  'devices.*': { short: deviceShort },
  'devices.*.permissions': 'text',
  'devices.*.source': 'text',
  'devices.*.target': 'text',
  gpus: { short: short.gpusShort },
  'gpus.*': { fallback: short.deviceRequestFallback },
  mem_limit: 'bytes',
  mem_reservation: 'bytes',
  mem_swappiness: 'bytes',
  memswap_limit: 'bytes',
  oom_kill_disable: { type: 'flag', cast: true },
  oom_score_adj: int,
  pids_limit: int,
  shm_size: 'bytes',
  'ulimits.*': { merge: replace, type: 'ulimit', cast: true },
  'ulimits.*.hard': { type: 'keptInt', cast: true },
  'ulimits.*.soft': { type: 'keptInt', cast: true },
};

export const deployRows: readonly Table[] = [
  under('services.*.deploy', deploy),
  under('services.*.deploy.resources.reservations.devices.*', deviceRequest),
  under('services.*.deploy.rollback_config', updateConfig),
  under('services.*.deploy.update_config', updateConfig),
  under('services.*', limits),
  under('services.*.blkio_config.device_read_bps.*', rate),
  under('services.*.blkio_config.device_read_iops.*', rate),
  under('services.*.blkio_config.device_write_bps.*', rate),
  under('services.*.blkio_config.device_write_iops.*', rate),
  under('services.*.gpus.*', deviceRequest),
];
