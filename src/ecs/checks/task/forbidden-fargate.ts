import { fargateCapabilities } from '../../facts/lists.ts';
import { pages } from '../../facts/pages.ts';
import { forbid, requires } from './forbidden.ts';

const container = 'containerDefinitions[].';
const linux = `${container}linuxParameters.`;
const isTrue = (value: unknown) => value === true;

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
export const onFargate = forbid(
  {
    where: 'on Fargate',
    why: 'Fargate runs each task on a machine of its own that nobody may reach into; ECS refuses a task definition that asks for it.',
    see: pages.fargate,
    when: requires('FARGATE'),
  },
  [
    ['TD021', 'fargate-ipc-mode', 'ipcMode', 'Remove `ipcMode`.'],
    [
      'TD022',
      'fargate-pid-mode',
      'pidMode',
      'Remove `pidMode`, or use `task` (one namespace for the task).',
      (value) => value === 'host',
    ],
    ['TD023', 'fargate-placement', 'placementConstraints', 'Remove the constraints: there are no instances to choose.'],
    ['', 'fargate-accelerators', 'inferenceAccelerators', 'Remove them: Elastic Inference has ended.'],
    ['TD024', 'fargate-privileged', `${container}privileged`, 'Remove `privileged`, or run the task on EC2.', isTrue],
    ['TD025', 'fargate-devices', `${linux}devices`, 'Remove the devices, or run the task on EC2.'],
    ['TD026', 'fargate-shared-memory', `${linux}sharedMemorySize`, 'Remove it: 64 MiB stay; or mount a tmpfs.'],
    ['TD027', 'fargate-max-swap', `${linux}maxSwap`, 'Remove `maxSwap`.'],
    ['TD027', 'fargate-swappiness', `${linux}swappiness`, 'Remove `swappiness`.'],
    [
      'TD028',
      'fargate-capability',
      `${linux}capabilities.add`,
      `Only ${[...fargateCapabilities].join(', ')} can be added; run the task on EC2 for others.`,
      (value) =>
        Array.isArray(value) && value.some((name) => typeof name === 'string' && !fargateCapabilities.has(name)),
    ],
    ['TD029', 'fargate-security-options', `${container}dockerSecurityOptions`, 'Remove `dockerSecurityOptions`.'],
    [
      'TD030',
      'fargate-gpu',
      `${container}resourceRequirements[].type`,
      'Run the task on EC2 GPU instances.',
      (value) => value === 'GPU' || value === 'NeuronDevice',
    ],
    ['TD062', 'fargate-host-volume', 'volumes[].host.sourcePath', 'Use EFS, or leave `host` out for a scratch volume.'],
    ['TD063', 'fargate-docker-volume', 'volumes[].dockerVolumeConfiguration', 'Use EFS, or a scratch volume.'],
  ],
);
