import type { DeviceRequest } from '../compose/model.ts';
import { declare } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { Path } from '../source/node.ts';
import { onFargate } from './context.ts';
import type { KeyContext } from './define.ts';

export const gpuOnFargate = declare({
  code: 'gpu/fargate-refused',
  severity: 'error',
  message: 'Fargate has no GPUs.',
  why: 'RegisterTaskDefinition rejects GPU requirements of Fargate tasks.',
  fix: 'Run the service on EC2 (--target ec2) on GPU instances, or remove the request.',
  see: pages.fargate,
  allow: 'the request is left out',
});

export const gpuSelection = declare<{ what: string }>({
  code: 'gpu/selection-dropped',
  severity: 'warning',
  message: ({ what }) => `${what} of the GPU request is dropped: ECS counts GPUs and chooses them itself.`,
  why: 'resourceRequirements takes a number of GPUs or ALL.',
  fix: 'Ask for a number of GPUs; place the task on instances that have the right ones.',
  see: pages.gpu,
});

export const deviceNotGpu = declare({
  code: 'gpu/other-device-dropped',
  severity: 'warning',
  message: 'The reservation of a device that is no GPU is dropped.',
  why: 'GPUs are the only device class that ECS reserves for Compose services.',
  fix: 'Map the device file with devices, or add what it needs under x-ecs.containerDefinition.',
  see: pages.gpu,
});

export const gpuDiagnostics = { gpuOnFargate, gpuSelection, deviceNotGpu };

/** GPU requests of `gpus` and of `deploy.resources.reservations.devices` add up; `ALL` wins. */
export function requestGpus(
  requests: readonly DeviceRequest[],
  path: Path,
  context: KeyContext,
  always: boolean,
): void {
  const { container, report } = context;
  for (const [index, request] of requests.entries()) {
    const place = { path: [...path, index] };
    if (!always && !(request.capabilities ?? []).some((name) => /^(gpu|nvidia)$/i.test(name))) {
      report(deviceNotGpu, place);
      continue;
    }
    if (onFargate(context)) {
      report(gpuOnFargate, place);
      continue;
    }
    if (request.device_ids?.length)
      report(gpuSelection, { path: [...place.path, 'device_ids'] }, { what: 'device_ids' });
    if (request.driver && request.driver !== 'nvidia')
      report(gpuSelection, { path: [...place.path, 'driver'] }, { what: 'driver' });
    if (request.options && Object.keys(request.options).length > 0)
      report(gpuSelection, { path: [...place.path, 'options'] }, { what: 'options' });
    add(context, count(request));
  }

  function add({ container: { definition } }: KeyContext, wanted: number | 'ALL'): void {
    const others = (definition.resourceRequirements ?? []).filter(({ type }) => type !== 'GPU');
    const before = container.definition.resourceRequirements?.find(({ type }) => type === 'GPU')?.value;
    const value = before === 'ALL' || wanted === 'ALL' ? 'ALL' : String(Number(before ?? 0) + wanted);
    definition.resourceRequirements = [...others, { type: 'GPU', value }];
  }
}

/** -1, or no count and no ids, asks for all. */
function count({ count: wanted, device_ids: ids }: DeviceRequest): number | 'ALL' {
  if (ids && ids.length > 0) return ids.length;
  return wanted === undefined || wanted < 0 ? 'ALL' : wanted;
}
