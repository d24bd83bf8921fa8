import { pages } from '../../facts/pages.ts';
import { networkModes } from '../../facts/support.ts';
import { law } from '../law.ts';
import { type Compatibility, type TaskView, taskLaw } from '../task-view.ts';

const names: Record<Compatibility, string> = {
  EC2: 'EC2',
  FARGATE: 'Fargate',
  EXTERNAL: 'ECS Anywhere (EXTERNAL)',
  MANAGED_INSTANCES: 'ECS Managed Instances',
};

interface Params {
  readonly mode: string;
  readonly modes: readonly string[];
}
const modeLaw = (rule: string, code: string, on: Compatibility) =>
  law<Params>(() => ({
    rule,
    code,
    message: ({ mode }) => `Network mode \`${mode}\` does not exist on ${names[on]}.`,
    why: ({ modes }) => `A task there runs in ${modes.join(' or ')} mode; without \`networkMode\` it is \`bridge\`.`,
    fix: ({ modes }) => `Set \`networkMode\` to \`${modes[0]}\`, or leave ${on} out of \`requiresCompatibilities\`.`,
    see: pages.networking,
  }));

export const fargateNetworkMode = modeLaw('TD007', 'fargate-network-mode', 'FARGATE');
export const externalNetworkMode = modeLaw('TD087', 'external-network-mode', 'EXTERNAL');
export const managedNetworkMode = modeLaw('TD086', 'managed-instances-network-mode', 'MANAGED_INSTANCES');

const laws = {
  FARGATE: fargateNetworkMode,
  EXTERNAL: externalNetworkMode,
  MANAGED_INSTANCES: managedNetworkMode,
} as const;

export const networkMode = taskLaw('everything', (view) => {
  const { on } = view;
  if (on.has('FARGATE')) checkMode('FARGATE', view);
  if (on.has('EXTERNAL')) checkMode('EXTERNAL', view);
  if (on.has('MANAGED_INSTANCES')) checkMode('MANAGED_INSTANCES', view);
});

function checkMode(type: keyof typeof laws, { task, network: mode, report }: TaskView): void {
  const modes = networkModes[type];
  if (!modes.includes(mode)) report(laws[type], task.networkMode ? ['networkMode'] : [], { mode, modes });
}
