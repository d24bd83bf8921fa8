import { limits } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { patterns } from '../../facts/patterns.ts';
import { each, law } from '../law.ts';
import { containerLaw } from '../task-view.ts';

interface Params {
  readonly label: string;
}

export const securityOption = law<Params>(() => ({
  rule: 'TD080',
  code: 'security-option',
  message: ({ label }) => `${label} has a security option that ECS does not take.`,
  why: 'It takes `no-new-privileges`, `apparmor:PROFILE`, `label:VALUE` and `credentialspec:ARN`; no seccomp.',
  fix: 'Correct or remove it.',
  see: apiPage('ContainerDefinition'),
}));

export const credentialSpec = law<Params>(() => ({
  rule: 'TD081',
  code: 'credential-spec',
  message: ({ label }) => `${label} has credential specs that ECS does not take.`,
  why: 'One is allowed, written `credentialspec:ARN` or `credentialspecdomainless:ARN`.',
  fix: 'Keep one, in that form.',
  see: apiPage('ContainerDefinition'),
}));

export const userNumber = law<Params>(() => ({
  rule: 'TD089',
  code: 'user-number',
  severity: 'warning',
  message: ({ label }) => `${label} has a user or group id that is not a positive whole number.`,
  why: '`user` is a name or a positive id, and optionally `:` and a group.',
  fix: 'Correct `user`.',
  see: apiPage('ContainerDefinition'),
}));

export const gpuValue = law<Params>(() => ({
  rule: 'TD082',
  code: 'gpu-value',
  message: ({ label }) => `${label} asks for GPUs with both or neither of \`value\` and \`sharingStrategy\`.`,
  why: 'A GPU is asked for by number (or ALL), or shared by a strategy.',
  fix: 'Keep one of them.',
  see: pages.gpu,
}));

export const gpuCount = law<Params & { value: string }>(() => ({
  code: 'gpu-count',
  message: ({ label, value }) => `${label} asks for \`${value}\` GPUs.`,
  why: 'A container asks for one GPU or more by a whole number, or for `ALL`.',
  fix: 'Correct `value`, or remove the requirement.',
  see: pages.gpu,
}));

export const neuronDevice = law<Params>(() => ({
  rule: 'TD082',
  code: 'neuron-device',
  message: ({ label }) => `${label} asks for Neuron devices in a way that ECS does not take.`,
  why: 'They exist on ECS Managed Instances only, with the value `ALL`.',
  fix: 'Ask for MANAGED_INSTANCES and `ALL`, or remove the requirement.',
  see: apiPage('ResourceRequirement'),
}));

export const externalGpuSharing = law<Params>(() => ({
  rule: 'TD082',
  code: 'external-gpu-sharing',
  message: ({ label }) => `${label} shares GPUs, which ECS Anywhere (EXTERNAL) cannot.`,
  why: 'A sharing strategy needs instances of AWS.',
  fix: 'Ask for whole GPUs with `value`.',
  see: apiPage('ResourceRequirement'),
}));

/** Ids that are written like numbers and are none: negative, or with a fraction. Zero is root. */
const badId = /^(?:-|\d+\.\d)/;

const gpuNumber = /^(?:[1-9]\d*|ALL)$/;

export const security = containerLaw(
  ['dockerSecurityOptions', 'credentialSpecs', 'user', 'resourceRequirements'],
  (container, { on, report }) => {
    const { value, path, label } = container;
    for (const { value: option, path: at } of each(value.dockerSecurityOptions, 'dockerSecurityOptions', container))
      if (!patterns.dockerSecurityOption.test(option)) report(securityOption, at, { label });
    const specs = value.credentialSpecs;
    if (
      specs &&
      (specs.length > limits.credentialSpecs || specs.some((spec) => !patterns.credentialSpec.test(spec ?? '')))
    )
      report(credentialSpec, [...path, 'credentialSpecs'], { label });
    if (value.user?.split(':').some((id) => badId.test(id))) report(userNumber, [...path, 'user'], { label });
    for (const { value: need, path: at } of each(value.resourceRequirements, 'resourceRequirements', container)) {
      if (need.type === 'GPU' && (need.value === undefined) === (need.sharingStrategy === undefined))
        report(gpuValue, at, { label });
      else if (need.type === 'GPU' && need.value !== undefined && !gpuNumber.test(need.value))
        report(gpuCount, at, { label, value: need.value });
      if (need.sharingStrategy && on.has('EXTERNAL')) report(externalGpuSharing, at, { label });
      const managed = on.size === 0 || (on.has('MANAGED_INSTANCES') && on.size === 1);
      if (need.type === 'NeuronDevice' && (!managed || need.value !== 'ALL')) report(neuronDevice, at, { label });
    }
  },
);
