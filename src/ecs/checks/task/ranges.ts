import type { Declaration } from '../../../diagnostics/declare.ts';
import { limits, type Range, within } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { law, type ReportAt, select } from '../law.ts';
import type { TaskLaw, TaskView } from '../task-view.ts';

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
  readonly at: string;
  readonly range: Range;
  readonly declaration: Declaration<RangeParams>;
  readonly when?: (view: TaskView) => boolean;
}

const container = 'containerDefinitions[].';
const fargate = ({ on }: TaskView) => on.has('FARGATE');

const rows: readonly Row[] = [
  { at: `${container}healthCheck.interval`, range: limits.healthCheckInterval, declaration: healthCheckRange },
  { at: `${container}healthCheck.timeout`, range: limits.healthCheckTimeout, declaration: healthCheckRange },
  { at: `${container}healthCheck.retries`, range: limits.healthCheckRetries, declaration: healthCheckRange },
  { at: `${container}healthCheck.startPeriod`, range: limits.healthCheckStartPeriod, declaration: healthCheckRange },
  {
    at: `${container}restartPolicy.restartAttemptPeriod`,
    range: limits.restartAttemptPeriod,
    declaration: restartPeriodRange,
  },
  {
    at: 'ephemeralStorage.sizeInGiB',
    range: limits.ephemeralStorage,
    declaration: ephemeralStorageRange,
    when: fargate,
  },
  {
    at: `${container}startTimeout`,
    range: limits.fargateStartTimeout,
    declaration: fargateTimeoutRange,
    when: fargate,
  },
  { at: `${container}stopTimeout`, range: limits.fargateStopTimeout, declaration: fargateTimeoutRange, when: fargate },
  { at: `${container}linuxParameters.swappiness`, range: limits.swappiness, declaration: swapRange },
  {
    at: `${container}linuxParameters.maxSwap`,
    range: [0, Number.MAX_SAFE_INTEGER],
    declaration: swapRange,
  },
  { at: `${container}portMappings[].containerPort`, range: limits.port, declaration: portNumber },
  { at: `${container}portMappings[].hostPort`, range: limits.hostPort, declaration: portNumber },
];

/** Rows of neighbouring members, for which the objects that have them are looked up once. */
interface Holder {
  readonly at: string;
  readonly when: Row['when'];
  readonly rows: { readonly member: string; readonly row: Row }[];
}

const holders: Holder[] = [];
for (const row of rows) {
  const end = row.at.lastIndexOf('.');
  const at = row.at.slice(0, end);
  const member = row.at.slice(end + 1);
  const last = holders.at(-1);
  if (last?.at === at && last.when === row.when) last.rows.push({ member, row });
  else holders.push({ at, when: row.when, rows: [{ member, row }] });
}

export const ranges: TaskLaw = (view) => {
  holders.forEach(({ at, when, rows }) => {
    if (when && !when(view)) return;
    const found = select(view.task, at);
    if (found.length > 0)
      rows.forEach(({ member, row }) => {
        checkRow(row, member, found, view.report);
      });
  });
};

function checkRow(
  { range, declaration }: Row,
  member: string,
  found: ReturnType<typeof select>,
  report: ReportAt,
): void {
  found.forEach((item) => {
    const value = (item[0] as Record<string, unknown>)[member];
    if (typeof value === 'number' && !within(value, range))
      report(declaration, [...item[1], member], { member, value, least: range[0], most: range[1] });
  });
}
