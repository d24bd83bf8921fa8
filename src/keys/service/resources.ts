import type { ServiceKey } from '../../compose/model.ts';
import { declare } from '../../diagnostics/declare.ts';
import { clamp, limits } from '../../ecs/facts/limits.ts';
import type { KeyDefinition } from '../define.ts';
import { containerMember, servicePage, taskMember } from '../pages.ts';
import { cpusTooMany, cpuUnits, mebibytes } from '../quantity.ts';

export const cpuPeriodAlone = declare(() => ({
  code: 'cpu_period/without-quota',
  severity: 'warning',
  message: 'cpu_period is dropped: it says nothing without cpu_quota.',
  why: 'Only the ratio of the two becomes a CPU limit on ECS.',
  fix: 'Use cpus.',
  see: servicePage('cpu_period'),
}));

export const cpuQuotaOverridden = declare(() => ({
  code: 'cpu_quota/overridden',
  severity: 'warning',
  message: 'cpu_quota is dropped beside cpus.',
  why: 'Both bound the CPU; Docker refuses the two together.',
  fix: 'Keep one of them.',
  see: servicePage('cpu_quota'),
}));

const sharesRange = limits.containerCpu;
export const cpuSharesClamped = declare<{ from: number; to: number }>(() => ({
  code: 'cpu_shares/clamped',
  severity: 'warning',
  message: ({ from, to }) => `cpu_shares ${from} becomes ${to}.`,
  why: `The kernel takes ${sharesRange[0]} to ${sharesRange[1]} shares.`,
  fix: 'Write a value within the range.',
  see: containerMember('cpu'),
}));

/** Microseconds. https://docs.docker.com/engine/containers/resource_constraints/ */
const defaultPeriod = 100_000;

/** Memory and CPU as flat keys; what a task needs in all is decided when it is settled. */
export const resourceLimits = {
  mem_limit: {
    handling: 'mapped',
    doc: {
      bridge: 'memory',
      fargate: 'memory, and the memory of the task',
      note: 'MiB, rounded up; below 6 becomes 6 with a warning, a small bare number is an error. 0 is no limit.',
      see: containerMember('memory'),
    },
    map(value, { container, path }) {
      const size = mebibytes(value);
      if (size !== undefined) container.needs.memoryLimit = { value: size, path };
    },
  },
  mem_reservation: {
    handling: 'mapped',
    doc: {
      bridge: 'memoryReservation',
      fargate: 'memoryReservation, and the memory of the task',
      note: 'MiB, rounded up; above the limit is an error, equal to it is left out.',
      see: containerMember('memoryReservation'),
    },
    map(value, { container, path }) {
      const size = mebibytes(value);
      if (size !== undefined) container.needs.memoryReservation = { value: size, path };
    },
  },
  cpus: {
    handling: 'mapped',
    doc: {
      bridge: 'cpu of the task',
      note: '1024 units a CPU, rounded up. EC2: a hard limit of the task, only when every container of it has one, at least 128. Fargate: the smallest legal size.',
      see: taskMember('cpu'),
    },
    diagnostics: { cpusTooMany },
    map(value, context) {
      const limit = cpuUnits(value, 'up', context.path, context);
      if (limit) context.container.needs.cpuLimit = limit;
    },
  },
  cpu_quota: {
    handling: 'mapped',
    doc: {
      bridge: 'cpu of the task',
      note: 'cpu_quota / cpu_period (100000 unless written) CPUs, then as cpus.',
      see: taskMember('cpu'),
    },
    diagnostics: { cpuQuotaOverridden },
    map(value, context) {
      const { service, report, path, container } = context;
      if (value <= 0) return;
      if (service.cpus) report(cpuQuotaOverridden, { path });
      else {
        const limit = cpuUnits(value / (service.cpu_period || defaultPeriod), 'up', path, context);
        if (limit) container.needs.cpuLimit = limit;
      }
    },
  },
  cpu_period: {
    handling: 'mapped',
    doc: {
      bridge: 'cpu of the task',
      note: 'Read with cpu_quota; alone it is dropped with a warning.',
      see: taskMember('cpu'),
    },
    diagnostics: { cpuPeriodAlone },
    map(value, { service, report, path }) {
      if (value > 0 && !((service.cpu_quota ?? 0) > 0)) report(cpuPeriodAlone, { path });
    },
  },
  cpu_shares: {
    handling: 'mapped',
    doc: {
      bridge: 'cpu',
      note: 'As they are; 0 is not written. deploy.resources.reservations.cpus wins. Scaled down when they exceed the CPU of the task.',
      see: containerMember('cpu'),
    },
    diagnostics: { cpuSharesClamped },
    map(value, { container, report, path }) {
      if (!(value > 0)) return;
      const shares = clamp(Math.round(value), sharesRange);
      if (shares !== value) report(cpuSharesClamped, { path }, { from: value, to: shares });
      container.definition.cpu = shares;
    },
  },
} as const satisfies { readonly [K in ServiceKey]?: KeyDefinition<K> };
