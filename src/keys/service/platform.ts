import { declare } from '../../diagnostics/declare.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { defineKey } from '../define.ts';

const see = apiPage('RuntimePlatform');

export const platformUnsupported = declare<{ platform: string }>(() => ({
  code: 'platform/unsupported',
  severity: 'error',
  message: ({ platform }) => `ECS has no platform ${platform}.`,
  why: 'It runs Linux on x86-64 and on 64-bit ARM; Windows needs an OS version that Compose does not say.',
  fix: 'Use linux/amd64 or linux/arm64; for Windows set x-ecs.taskDefinition.runtimePlatform and remove the key.',
  see,
  allow: 'no runtimePlatform is written',
}));

export const platformsDiffer = declare<{ platform: string }>(() => ({
  code: 'platform/differs',
  severity: 'error',
  message: ({ platform }) => `${platform} differs from the platform of another service of the task.`,
  why: 'All containers of a task run on one machine.',
  fix: 'Use one platform for the services that share a task, or give them tasks of their own.',
  see,
}));

const architectures: Readonly<Record<string, string>> = {
  amd64: 'X86_64',
  x86_64: 'X86_64',
  'x86-64': 'X86_64',
  arm64: 'ARM64',
  aarch64: 'ARM64',
  'arm64/v8': 'ARM64',
  'aarch64/v8': 'ARM64',
};

export const platform = defineKey<'platform'>({
  handling: 'mapped',
  doc: {
    bridge: 'runtimePlatform',
    note: 'linux/amd64 is LINUX and X86_64, linux/arm64 (v8) LINUX and ARM64; anything else is an error. One platform for a task. Not written: none.',
    see,
  },
  diagnostics: { platformUnsupported, platformsDiffer },
  map(value, { task, report, path }) {
    const [first = '', ...rest] = value.toLowerCase().split('/');
    const bare = architectures[value.toLowerCase()];
    const cpuArchitecture = bare ?? (first === 'linux' ? architectures[rest.join('/')] : undefined);
    if (cpuArchitecture === undefined && value.toLowerCase() !== 'linux') {
      report(platformUnsupported, { path }, { platform: value });
      return;
    }
    const wanted = { ...(cpuArchitecture ? { cpuArchitecture } : {}), operatingSystemFamily: 'LINUX' };
    const known = task.definition.runtimePlatform?.cpuArchitecture;
    if (known !== undefined && cpuArchitecture !== undefined && known !== cpuArchitecture)
      report(platformsDiffer, { path }, { platform: value });
    else task.definition.runtimePlatform = { ...wanted, ...task.definition.runtimePlatform };
  },
});
