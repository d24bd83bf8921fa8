import { pages } from '../../ecs/facts/pages.ts';
import { defineKey } from '../define.ts';
import { gpuDiagnostics, requestGpus } from '../gpu.ts';

export const gpus = defineKey<'gpus'>({
  handling: 'mapped',
  doc: {
    bridge: 'resourceRequirements GPU',
    fargate: 'error',
    note: 'The sum of the counts, or ALL. device_ids, driver and options are dropped with a warning.',
    see: pages.gpu,
  },
  harmless: {
    '*.capabilities': 'the key asks for GPUs, whatever further capabilities of the driver it names',
    '*.driver': 'nvidia is the driver that ECS uses; any other is said',
  },
  diagnostics: gpuDiagnostics,
  map(value, context) {
    for (const [index, request] of value.entries()) requestGpus(request, [...context.path, index], context);
  },
});
