import type { Declaration } from '../../../diagnostics/declare.ts';
import type { Path } from '../../../source/node.ts';
import { limits, type Range, within } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { law, type ReportAt } from '../law.ts';
import { type TaskView, taskLaw } from '../task-view.ts';

export interface RangeParams {
  readonly member: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

export const outside = (
  say: () => { rule: string; code: string; why: string; see: string },
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

interface Row {
  readonly member: string;
  readonly range: Range;
  readonly declaration: Declaration<RangeParams>;
}

/** Bounds of the members of an object that a container may have. */
const ofContainer = {
  healthCheck: [
    { member: 'interval', range: limits.healthCheckInterval, declaration: healthCheckRange },
    { member: 'timeout', range: limits.healthCheckTimeout, declaration: healthCheckRange },
    { member: 'retries', range: limits.healthCheckRetries, declaration: healthCheckRange },
    { member: 'startPeriod', range: limits.healthCheckStartPeriod, declaration: healthCheckRange },
  ],
  restartPolicy: [
    { member: 'restartAttemptPeriod', range: limits.restartAttemptPeriod, declaration: restartPeriodRange },
  ],
  linuxParameters: [
    { member: 'swappiness', range: limits.swappiness, declaration: swapRange },
    { member: 'maxSwap', range: [0, Number.MAX_SAFE_INTEGER], declaration: swapRange },
  ],
} as const satisfies Record<string, readonly Row[]>;

const ofPorts: readonly Row[] = [
  { member: 'containerPort', range: limits.port, declaration: portNumber },
  { member: 'hostPort', range: limits.hostPort, declaration: portNumber },
];

const ofStorage: readonly Row[] = [
  { member: 'sizeInGiB', range: limits.ephemeralStorage, declaration: ephemeralStorageRange },
];

const ofTimeouts: readonly Row[] = [
  { member: 'startTimeout', range: limits.fargateStartTimeout, declaration: fargateTimeoutRange },
  { member: 'stopTimeout', range: limits.fargateStopTimeout, declaration: fargateTimeoutRange },
];

export const ranges = taskLaw(
  [
    'healthCheck',
    'restartPolicy',
    'linuxParameters',
    'portMappings',
    'ephemeralStorage',
    'startTimeout',
    'stopTimeout',
  ],
  (view) => {
    const { task, on, containers, mappings, report } = view;
    checkMember('healthCheck', view);
    checkMember('restartPolicy', view);
    if (on.has('FARGATE')) {
      const path = ['ephemeralStorage'];
      if (task.ephemeralStorage) checkRows(ofStorage, [{ value: task.ephemeralStorage, path }], report);
      checkRows(ofTimeouts, containers, report);
    }
    checkMember('linuxParameters', view);
    if (mappings.length > 0) checkRows(ofPorts, mappings, report);
  },
);

interface Holder {
  readonly value: object;
  readonly path: Path;
}

function checkMember(member: keyof typeof ofContainer, { containers, report }: TaskView): void {
  const rows = ofContainer[member];
  if (containers.every(({ value }) => keeps(rows, value[member]))) return;
  const holders: Holder[] = [];
  containers.forEach(({ value, path }) => {
    const held = value[member];
    if (held) holders.push({ value: held, path: [...path, member] });
  });
  checkRows(rows, holders, report);
}

/** Whether all is in range, as it is in most: to tell that, nothing is made. */
function keeps(rows: readonly Row[], holder: object | undefined): boolean {
  if (!holder) return true;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    const value = row && (holder as Record<string, unknown>)[row.member];
    if (typeof value === 'number' && row && !within(value, row.range)) return false;
  }
  return true;
}

/** Row by row: what is wrong with one member stands together. */
function checkRows(rows: readonly Row[], holders: readonly Holder[], report: ReportAt): void {
  rows.forEach(({ member, range, declaration }) => {
    holders.forEach((holder) => {
      const value = (holder.value as Record<string, unknown>)[member];
      if (typeof value === 'number' && !within(value, range))
        report(declaration, [...holder.path, member], { member, value, least: range[0], most: range[1] });
    });
  });
}
