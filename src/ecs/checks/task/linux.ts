import { capabilities, tmpfsOptions } from '../../facts/lists.ts';
import { apiPage } from '../../facts/pages.ts';
import { each, law } from '../law.ts';
import { type ContainerView, containerLaw, type TaskView } from '../task-view.ts';
import { isRoot, mountAtRoot } from './references.ts';

interface Params {
  readonly label: string;
}

export const tmpfsIncomplete = law<Params & { member: string }>(() => ({
  rule: 'TD069',
  code: 'tmpfs-incomplete',
  message: ({ label, member }) =>
    member === 'size' ? `${label} has a tmpfs without a size.` : `${label} has a tmpfs without an absolute path.`,
  why: '`containerPath` (absolute) and `size` (MiB, 1 or more) are required.',
  fix: ({ member }) => `Set \`${member}\`.`,
  see: apiPage('Tmpfs'),
}));

export const tmpfsOption = law<Params & { option: string }>(() => ({
  code: 'tmpfs-option',
  message: ({ label, option }) => `${label} has a tmpfs with the mount option \`${option}\`, which ECS does not list.`,
  why: 'ECS takes the mount options that its API lists.',
  fix: 'Remove it.',
  see: apiPage('Tmpfs'),
}));

export const swappinessAlone = law<Params>(() => ({
  rule: 'TD078',
  code: 'swappiness-alone',
  message: ({ label }) => `${label} has \`swappiness\` without \`maxSwap\`.`,
  why: 'ECS ignores `swappiness` unless `maxSwap` is set.',
  fix: 'Set `maxSwap` (MiB), or remove `swappiness`.',
  see: apiPage('LinuxParameters'),
}));

export const capabilityUnknown = law<Params & { name: string }>(() => ({
  code: 'capability-unknown',
  message: ({ label, name }) => `${label} names the capability \`${name}\`, which ECS does not know.`,
  why: 'ECS takes a fixed list of kernel capabilities, in upper case and without `CAP_`.',
  fix: 'Correct or remove it.',
  see: apiPage('KernelCapabilities'),
}));

export const linux = containerLaw(['linuxParameters'], (container, view) => {
  const { path, label, value } = container;
  if (!value.linuxParameters) return;
  checkTmpfs(container, view);
  const at = [...path, 'linuxParameters'];
  const { capabilities: own, swappiness, maxSwap } = value.linuxParameters;
  if (swappiness !== undefined && maxSwap === undefined) view.report(swappinessAlone, [...at, 'swappiness'], { label });
  for (const list of ['add', 'drop'] as const)
    for (const { value: name, path: place } of each(own?.[list], list, { path: [...at, 'capabilities'] }))
      if (!capabilities.has(name)) view.report(capabilityUnknown, place, { label, name });
});

function checkTmpfs(container: ContainerView, { report }: TaskView): void {
  const { value, label } = container;
  const under = { path: [...container.path, 'linuxParameters'] };
  for (const tmpfs of each(value.linuxParameters?.tmpfs, 'tmpfs', under)) {
    const { containerPath, size, mountOptions } = tmpfs.value;
    if (isRoot(containerPath)) report(mountAtRoot, tmpfs.path, { label });
    if (!containerPath?.startsWith('/')) report(tmpfsIncomplete, tmpfs.path, { label, member: 'containerPath' });
    if (!size || size < 1) report(tmpfsIncomplete, tmpfs.path, { label, member: 'size' });
    for (const { value: option, path } of each(mountOptions, 'mountOptions', tmpfs))
      if (!tmpfsOptions.has(option.split('=')[0] ?? '')) report(tmpfsOption, path, { label, option });
  }
}
