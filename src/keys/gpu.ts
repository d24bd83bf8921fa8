import type { DeviceRequest } from '../compose/model.ts';
import { declare } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { Path } from '../source/node.ts';
import { onFargate } from './context.ts';
import type { KeyContext } from './define.ts';

export const gpuOnFargate = declare(() => ({
  code: 'gpu/fargate-refused',
  severity: 'error',
  message: 'Fargate has no GPUs.',
  why: 'RegisterTaskDefinition rejects GPU requirements of Fargate tasks.',
  fix: 'Run the service on EC2 (--target ec2) on GPU instances, or remove the request.',
  see: pages.fargate,
  allow: 'the request is left out',
}));

export const gpuSelection = declare<{ what: string }>(() => ({
  code: 'gpu/selection-dropped',
  severity: 'warning',
  message: ({ what }) => `${what} of the GPU request is dropped: ECS counts GPUs and chooses them itself.`,
  why: 'resourceRequirements takes a number of GPUs or ALL.',
  fix: 'Ask for a number of GPUs; place the task on instances that have the right ones.',
  see: pages.gpu,
}));

export const gpuDiagnostics = { gpuOnFargate, gpuSelection };

/** GPU requests of `gpus` and of `deploy.resources.reservations.devices` add up; `ALL` wins, and a count of 0 asks for none. */
export function requestGpus(request: DeviceRequest, path: Path, context: KeyContext): void {
  const wanted = count(request);
  if (wanted === 0) return;
  if (onFargate(context)) context.report(gpuOnFargate, { path });
  else {
    reportSelection(request, path, context);
    addGpus(wanted, context);
  }
}

function reportSelection(request: DeviceRequest, path: Path, { report }: KeyContext): void {
  const { device_ids: ids = [], driver = 'nvidia', options = {} } = request;
  const lost = { device_ids: ids.length > 0, driver: driver !== 'nvidia', options: Object.keys(options).length > 0 };
  for (const [what, isLost] of Object.entries(lost))
    if (isLost) report(gpuSelection, { path: [...path, what] }, { what });
}

function addGpus(wanted: number | 'ALL', { container: { definition } }: KeyContext): void {
  const requirements = definition.resourceRequirements ?? [];
  const before = requirements.find(({ type }) => type === 'GPU')?.value ?? '0';
  const value = before === 'ALL' || wanted === 'ALL' ? 'ALL' : String(Number(before) + wanted);
  definition.resourceRequirements = [...requirements.filter(({ type }) => type !== 'GPU'), { type: 'GPU', value }];
}

/** -1 asks for all; where neither count nor ids are written, reading has put it there. */
function count({ count: wanted = 0, device_ids: ids }: DeviceRequest): number | 'ALL' {
  if (ids && ids.length > 0) return ids.length;
  return wanted < 0 ? 'ALL' : wanted;
}
