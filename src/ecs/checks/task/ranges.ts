import type { Declaration } from '../../../diagnostics/declare.ts';
import type { Path } from '../../../source/node.ts';
import { limits, type Range, within } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { law, type ReportAt } from '../law.ts';
import { type ContainerView, type TaskLaw, taskLaw } from '../task-view.ts';

export interface RangeParams {
  readonly member: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

export const outside = (
  say: () => { rule?: string; code: string; why: string; see: string },
): Declaration<RangeParams> =>
  law<RangeParams>(() => ({
    ...say(),
    message: ({ member, value, least, most }) =>
      most === Number.MAX_SAFE_INTEGER
        ? `\`${member}\` is ${value}; ECS takes ${least} or more.`
        : `\`${member}\` is ${value}; ECS takes ${least} to ${most}.`,
    fix: 'Set a value in range.',
  }));

export const healthCheckRange = outside(() => ({
  rule: 'TD053',
  code: 'health-check-range',
  why: 'ECS refuses a health check with a time (in seconds) or a number of retries out of range.',
  see: apiPage('HealthCheck'),
}));
export const restartPeriodRange = outside(() => ({
  rule: 'TD074',
  code: 'restart-period-range',
  why: 'A container that ends before `restartAttemptPeriod` (seconds) has passed is not restarted; ECS bounds the time.',
  see: pages.restart,
}));
export const ephemeralStorageRange = outside(() => ({
  rule: 'TD019',
  code: 'ephemeral-storage-range',
  why: 'The size is in GiB; 20 GiB come by default and cannot be asked for.',
  see: pages.fargateStorage,
}));
export const fargateTimeoutRange = outside(() => ({
  rule: 'TD084',
  code: 'fargate-timeout-range',
  why: 'Fargate bounds `startTimeout` and `stopTimeout` (seconds).',
  see: apiPage('ContainerDefinition'),
}));
export const swapRange = outside(() => ({
  rule: 'TD078',
  code: 'swap-range',
  why: 'Docker refuses swap settings out of range.',
  see: apiPage('LinuxParameters'),
}));
export const portNumber = outside(() => ({
  rule: 'TD047',
  code: 'port-number',
  why: 'A port is a number of 16 bits; a `hostPort` of 0 asks for a free one.',
  see: apiPage('PortMapping'),
}));
export const containerNumber = outside(() => ({
  code: 'container-number-range',
  why: 'Sizes and times are not negative, and the kernel knows no more CPU shares than these.',
  see: apiPage('ContainerDefinition'),
}));

interface Row {
  readonly member: string;
  readonly range: Range;
  readonly declaration: Declaration<RangeParams>;
}

const row = (member: string, range: Range, declaration: Declaration<RangeParams>): Row => ({
  member,
  range,
  declaration,
});

const notNegative: Range = [0, Number.MAX_SAFE_INTEGER];

type Held = 'healthCheck' | 'restartPolicy' | 'linuxParameters';

/** Bounds of the members of an object that a container may have. */
const rangesOf = (member: Held, rows: readonly Row[]): TaskLaw =>
  taskLaw([member], ({ containers, report }) => {
    if (allKeep(rows, containers, member)) return;
    const holders = containers.map(({ value, path }) => ({ value: value[member] ?? {}, path: [...path, member] }));
    sayRows(rows, holders, report);
  });

const healthCheckRanges = rangesOf('healthCheck', [
  row('interval', limits.healthCheckInterval, healthCheckRange),
  row('timeout', limits.healthCheckTimeout, healthCheckRange),
  row('retries', limits.healthCheckRetries, healthCheckRange),
  row('startPeriod', limits.healthCheckStartPeriod, healthCheckRange),
]);

const restartRanges = rangesOf('restartPolicy', [
  row('restartAttemptPeriod', limits.restartAttemptPeriod, restartPeriodRange),
]);

const linuxRanges = rangesOf('linuxParameters', [
  row('swappiness', limits.swappiness, swapRange),
  row('maxSwap', notNegative, swapRange),
]);

const ofStorage = [row('sizeInGiB', limits.ephemeralStorage, ephemeralStorageRange)];

const storageRanges = taskLaw(['ephemeralStorage'], ({ task, on, report }) => {
  if (task.ephemeralStorage && on.has('FARGATE'))
    sayRows(ofStorage, [{ value: task.ephemeralStorage, path: ['ephemeralStorage'] }], report);
});

const ofTimeouts = [
  row('startTimeout', limits.fargateStartTimeout, fargateTimeoutRange),
  row('stopTimeout', limits.fargateStopTimeout, fargateTimeoutRange),
];

const timeoutRanges = taskLaw(['startTimeout', 'stopTimeout'], ({ on, containers, report }) => {
  if (on.has('FARGATE')) sayRows(ofTimeouts, containers, report);
});

const ofContainers = [
  row('cpu', [0, limits.containerCpu[1]], containerNumber),
  row('memory', notNegative, containerNumber),
  row('memoryReservation', notNegative, containerNumber),
];
const withTimeouts = [
  ...ofContainers,
  row('startTimeout', notNegative, containerNumber),
  row('stopTimeout', notNegative, containerNumber),
];

const containerRanges = taskLaw(
  ['cpu', 'memory', 'memoryReservation', 'startTimeout', 'stopTimeout'],
  ({ on, containers, report }) => {
    const rows = on.has('FARGATE') ? ofContainers : withTimeouts;
    if (!containers.every(({ value }) => keeps(rows, value))) sayRows(rows, containers, report);
  },
);

const ofPorts = [row('containerPort', limits.port, portNumber), row('hostPort', limits.hostPort, portNumber)];

const portNumbers = taskLaw(['portMappings'], ({ mappings, report }) => {
  if (!mappings.every(({ value }) => keeps(ofPorts, value))) sayRows(ofPorts, mappings, report);
});

export const ranges = [
  containerRanges,
  healthCheckRanges,
  restartRanges,
  storageRanges,
  timeoutRanges,
  linuxRanges,
  portNumbers,
];

interface Holder {
  readonly value: object;
  readonly path: Path;
}

function allKeep(rows: readonly Row[], containers: readonly ContainerView[], member: Held): boolean {
  for (let index = 0; index < containers.length; index++)
    if (!keeps(rows, containers[index]?.value[member])) return false;
  return true;
}

/** Whether all is in range, as it is in most: to tell that, nothing is made. */
function keeps(rows: readonly Row[], holder: object | undefined): boolean {
  if (!holder) return true;
  for (let index = 0; index < rows.length; index++) {
    const each = rows[index];
    if (!each) continue;
    const value = (holder as Record<string, unknown>)[each.member];
    if (typeof value === 'number' && !within(value, each.range)) return false;
  }
  return true;
}

/** Row by row: what is wrong with one member stands together. */
function sayRows(rows: readonly Row[], holders: readonly Holder[], report: ReportAt): void {
  rows.forEach((each) => {
    const { member, range, declaration } = each;
    holders.forEach((holder) => {
      if (keeps([each], holder.value)) return;
      const value = Number((holder.value as Record<string, unknown>)[member]);
      report(declaration, [...holder.path, member], { member, value, least: range[0], most: range[1] });
    });
  });
}
