import { declare } from '../../diagnostics/declare.ts';
import { clamp, limits } from '../facts/limits.ts';
import { pages } from '../facts/pages.ts';
import type { Decision } from './context.ts';

export const capped = declare<{ wanted: number; most: number }>(() => ({
  code: 'storage_opt/capped',
  severity: 'warning',
  message: ({ wanted, most }) => `The storage of ${wanted} GiB is lowered to ${most} GiB.`,
  why: 'Fargate gives a task no more ephemeral storage; all its containers share it.',
  fix: 'Put the data on EFS, or choose --target ec2.',
  see: pages.fargateStorage,
}));

/** Fargate sizes the disk of a task as a whole: by the container that asks for most. 20 GiB come without asking. */
export const ephemeralStorage: Decision = ({ task, report }) => {
  const asked = task.containers.flatMap(({ needs }) => (needs.storage ? [needs.storage] : []));
  const [largest] = [...asked].sort((a, b) => b.value - a.value);
  if (!largest || largest.value <= limits.ephemeralStorageDefault) return;
  const sizeInGiB = clamp(largest.value, limits.ephemeralStorage);
  if (sizeInGiB < largest.value) report(capped, { path: largest.path }, { wanted: largest.value, most: sizeInGiB });
  task.definition.ephemeralStorage = { sizeInGiB };
};
