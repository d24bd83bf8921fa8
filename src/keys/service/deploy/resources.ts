import type { Deploy, DeviceRequest } from '../../../compose/model.ts';
import { declare } from '../../../diagnostics/declare.ts';
import { pages } from '../../../ecs/facts/pages.ts';
import type { Path } from '../../../source/node.ts';
import type { KeyContext } from '../../define.ts';
import { requestGpus } from '../../gpu.ts';
import { deployPage } from '../../pages.ts';
import { cpuUnits, mebibytes } from '../../quantity.ts';

export const pidsDropped = declare(() => ({
  code: 'deploy/pids-dropped',
  severity: 'warning',
  message: 'resources.limits.pids is dropped.',
  why: 'ECS does not limit the number of processes of a container.',
  fix: 'ulimits nproc comes near, but counts by user.',
  see: deployPage('pids'),
}));

export const genericResourcesDropped = declare(() => ({
  code: 'deploy/generic-resources-dropped',
  severity: 'warning',
  message: 'resources.reservations.generic_resources is dropped.',
  why: 'ECS reserves CPU, memory, ports and GPUs, no resources of one’s own.',
  fix: 'Place the task by an attribute of the instances: deploy.placement.constraints.',
  see: deployPage('resources'),
}));

export const deviceNotGpu = declare(() => ({
  code: 'gpu/other-device-dropped',
  severity: 'warning',
  message: 'The reservation of a device that is no GPU is dropped.',
  why: 'GPUs are the only device class that ECS reserves for Compose services.',
  fix: 'Map the device file with devices, or add what it needs under x-ecs.containerDefinition.',
  see: pages.gpu,
}));

/** What is asked for goes to the needs of the container; settle makes sizes of it. */
export function deployResources(
  { limits, reservations }: NonNullable<Deploy['resources']>,
  path: Path,
  context: KeyContext,
): void {
  const { needs } = context.container;
  const limitPath = [...path, 'limits'];
  const reservedPath = [...path, 'reservations'];
  const memoryLimit = mebibytes(limits?.memory ?? 0);
  if (memoryLimit !== undefined) needs.memoryLimit = { value: memoryLimit, path: [...limitPath, 'memory'] };
  const memoryReservation = mebibytes(reservations?.memory ?? 0);
  if (memoryReservation !== undefined)
    needs.memoryReservation = { value: memoryReservation, path: [...reservedPath, 'memory'] };
  const cpuLimit = cpuUnits(Number(limits?.cpus ?? 0), 'up', [...limitPath, 'cpus'], context);
  if (cpuLimit) needs.cpuLimit = cpuLimit;
  const cpuReservation = cpuUnits(Number(reservations?.cpus ?? 0), 'nearest', [...reservedPath, 'cpus'], context);
  if (cpuReservation) needs.cpuReservation = cpuReservation;
  if ((limits?.pids ?? 0) > 0) context.report(pidsDropped, { path: [...limitPath, 'pids'] });
  if (reservations?.generic_resources?.length)
    context.report(genericResourcesDropped, { path: [...reservedPath, 'generic_resources'] });
  deployDevices(reservations?.devices ?? [], [...reservedPath, 'devices'], context);
}

function deployDevices(devices: readonly DeviceRequest[], path: Path, context: KeyContext): void {
  for (const [index, device] of devices.entries()) {
    const asksForGpu = (device.capabilities ?? []).some((name) => /^(gpu|nvidia)$/i.test(name));
    if (asksForGpu) requestGpus(device, [...path, index], context);
    else context.report(deviceNotGpu, { path: [...path, index] });
  }
}
