import type { Service, ServiceKey } from '../../compose/model.ts';
import { declare } from '../../diagnostics/declare.ts';
import { clamp, limits } from '../../ecs/facts/limits.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { lostOnFargate } from '../carry.ts';
import { linuxParameters } from '../context.ts';
import type { KeyDefinition } from '../define.ts';
import { linuxMember } from '../pages.ts';
import { mebibytes } from '../quantity.ts';

const see = apiPage('LinuxParameters');

export const swapWithoutLimit = declare(() => ({
  code: 'memswap_limit/without-limit',
  severity: 'warning',
  message: 'memswap_limit is dropped: it counts memory and swap together, and no mem_limit is written.',
  why: 'maxSwap is the difference of the two.',
  fix: 'Write mem_limit as well.',
  see,
}));

export const swapBelowLimit = declare(() => ({
  code: 'memswap_limit/below-limit',
  severity: 'error',
  message: 'memswap_limit is below mem_limit.',
  why: 'It counts memory and swap together; Docker refuses less than the memory alone.',
  fix: 'Write the sum of memory and swap.',
  see,
  allow: 'the container gets no swap',
}));

export const swappinessWithoutSwap = declare(() => ({
  code: 'mem_swappiness/without-swap',
  severity: 'warning',
  message: 'mem_swappiness is dropped: ECS looks at it only beside maxSwap.',
  why: 'Without memswap_limit no maxSwap is written, and the swap settings of the instance apply.',
  fix: 'Write memswap_limit (and mem_limit) as well.',
  see,
}));

export const swappinessClamped = declare<{ from: number; to: number }>(() => ({
  code: 'mem_swappiness/clamped',
  severity: 'warning',
  message: ({ from, to }) => `mem_swappiness ${from} becomes ${to}.`,
  why: `ECS takes ${limits.swappiness[0]} to ${limits.swappiness[1]}.`,
  fix: 'Write a value within the range.',
  see,
}));

const noSwap = 'Tasks on Fargate have no swap.';
const swapFix = 'Give the task enough memory, or run the service on EC2.';
const shmLost = lostOnFargate(
  'shm_size',
  '/dev/shm keeps its 64 MiB there.',
  'Mount a tmpfs (tmpfs: /path:size=…) and point the application to it, or run the service on EC2.',
  linuxMember('sharedMemorySize'),
);
const swapLost = lostOnFargate('memswap_limit', noSwap, swapFix, linuxMember('maxSwap'));
const swappinessLost = lostOnFargate('mem_swappiness', noSwap, swapFix, linuxMember('swappiness'));

const memoryBytes = ({ mem_limit, deploy }: Service): number =>
  Number(mem_limit ?? deploy?.resources?.limits?.memory ?? 0);
const limitsSwap = ({ memswap_limit = '0' }: Service): boolean => Number(memswap_limit) > 0;

export const linuxMemory = {
  shm_size: {
    handling: 'mapped',
    doc: {
      bridge: 'linuxParameters.sharedMemorySize',
      fargate: '—',
      note: 'MiB, rounded up. Fargate: dropped with a warning.',
      see: linuxMember('sharedMemorySize'),
    },
    diagnostics: { shmLost: shmLost.report },
    map(value, context) {
      const size = mebibytes(value);
      if (size === undefined) return;
      if (shmLost.where(context)) context.report(shmLost.report, { path: context.path });
      else linuxParameters(context).sharedMemorySize = size;
    },
  },
  memswap_limit: {
    handling: 'mapped',
    doc: {
      bridge: 'linuxParameters.maxSwap',
      fargate: '—',
      note: 'memswap_limit − mem_limit in MiB, rounded up; -1 is what ECS does when nothing is written. Without mem_limit, and on Fargate, dropped with a warning.',
      see: linuxMember('maxSwap'),
    },
    diagnostics: { swapWithoutLimit, swapBelowLimit, swapLost: swapLost.report },
    map(value, context) {
      const { path, report, service } = context;
      const memory = memoryBytes(service);
      if (!limitsSwap(service)) return;
      if (swapLost.where(context)) report(swapLost.report, { path });
      else if (memory <= 0) report(swapWithoutLimit, { path });
      else {
        if (Number(value) < memory) report(swapBelowLimit, { path });
        linuxParameters(context).maxSwap = mebibytes(Number(value) - memory) ?? 0;
      }
    },
  },
  mem_swappiness: {
    handling: 'mapped',
    doc: {
      bridge: 'linuxParameters.swappiness',
      fargate: '—',
      note: '0 to 100, and only beside memswap_limit; else, and on Fargate, dropped with a warning. Amazon Linux 2023 ignores it.',
      see: linuxMember('swappiness'),
    },
    diagnostics: { swappinessWithoutSwap, swappinessClamped, swappinessLost: swappinessLost.report },
    map(value, context) {
      const { path, report, service } = context;
      const wanted = Number(value);
      if (wanted < 0) return;
      if (swappinessLost.where(context)) report(swappinessLost.report, { path });
      else if (!limitsSwap(service) || memoryBytes(service) <= 0) report(swappinessWithoutSwap, { path });
      else {
        const taken = clamp(wanted, limits.swappiness);
        if (taken !== wanted) report(swappinessClamped, { path }, { from: wanted, to: taken });
        linuxParameters(context).swappiness = taken;
      }
    },
  },
} as const satisfies { readonly [K in ServiceKey]?: KeyDefinition<K> };
