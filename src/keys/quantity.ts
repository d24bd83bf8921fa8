import { declare } from '../diagnostics/declare.ts';
import type { Written } from '../ecs/draft.ts';
import { limits } from '../ecs/facts/limits.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { Path } from '../source/node.ts';
import type { KeyContext } from './define.ts';

const mebibyte = 1_048_576;
const unitsPerCpu = 1024;
const mostCpus = limits.taskCpuEc2[1] / unitsPerCpu;

export const cpusTooMany = declare<{ cpus: number }>(() => ({
  code: 'cpus/too-many',
  severity: 'error',
  message: ({ cpus }) => `${cpus} CPUs are asked for; ECS takes at most ${mostCpus}.`,
  why: 'The number counts CPUs in Compose, not the CPU units of ECS, of which a CPU has 1024.',
  fix: ({ cpus }) => `If units were meant, write ${cpus / unitsPerCpu}.`,
  see: pages.fargateSizes,
  allow: 'the limit is left out',
}));

/** Bytes, as the model carries them, in MiB, rounded up; undefined for 0 and -1, which ask for no limit. */
export function mebibytes(bytes: string | number): number | undefined {
  const count = Number(bytes);
  return Number.isFinite(count) && count > 0 ? Math.ceil(count / mebibyte) : undefined;
}

/** CPUs in CPU units, rounded up where they are a limit; undefined for 0, and for what can only be a mistake. */
export function cpuUnits(
  cpus: number,
  round: 'up' | 'nearest',
  path: Path,
  { report }: KeyContext,
): Written<number> | undefined {
  if (!(cpus > 0)) return undefined;
  if (cpus > mostCpus) {
    report(cpusTooMany, { path }, { cpus });
    return undefined;
  }
  const units = cpus * unitsPerCpu;
  return { value: round === 'up' ? Math.ceil(units - 1e-9) : Math.round(units), path };
}
