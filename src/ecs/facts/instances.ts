/**
 * Common EC2 instance types: vCPU and memory. https://aws.amazon.com/ec2/instance-types/
 * A family's larger sizes follow from its ratio; only what a small cluster would use is here.
 */
export interface InstanceType {
  readonly name: string;
  readonly vcpu: number;
  /** As advertised, MiB. */
  readonly installedMemory: number;
  /** CPU units that the ECS agent registers: 1024 for each vCPU. */
  readonly cpu: number;
  /** MiB that ECS can be expected to place tasks in. */
  readonly memory: number;
  readonly architecture: 'X86_64' | 'ARM64';
}

type Size = readonly [name: string, vcpu: number, memoryGiB: number];

const burstable: readonly Size[] = [
  ['nano', 2, 0.5],
  ['micro', 2, 1],
  ['small', 2, 2],
  ['medium', 2, 4],
  ['large', 2, 8],
  ['xlarge', 4, 16],
  ['2xlarge', 8, 32],
];
const firstBurstable = burstable.map(([name, vcpu, memory]): Size => [name, memory <= 2 ? 1 : vcpu, memory]);
const fixed = (memoryPerVcpu: number): readonly Size[] => [
  ['large', 2, 2 * memoryPerVcpu],
  ['xlarge', 4, 4 * memoryPerVcpu],
  ['2xlarge', 8, 8 * memoryPerVcpu],
  ['4xlarge', 16, 16 * memoryPerVcpu],
  ['8xlarge', 32, 32 * memoryPerVcpu],
];
const withMedium = (memoryPerVcpu: number): readonly Size[] => [['medium', 1, memoryPerVcpu], ...fixed(memoryPerVcpu)];
/** c5 and m4, r4 … have no or other sizes from 8xlarge on. */
const small = (memoryPerVcpu: number): readonly Size[] => fixed(memoryPerVcpu).slice(0, 4);

type Families = Readonly<Record<string, readonly [InstanceType['architecture'], readonly Size[]]>>;

const allFamilies = (): Families => ({
  t2: ['X86_64', firstBurstable],
  t3: ['X86_64', burstable],
  t3a: ['X86_64', burstable],
  t4g: ['ARM64', burstable],
  m4: ['X86_64', small(4)],
  m5: ['X86_64', fixed(4)],
  m5a: ['X86_64', fixed(4)],
  m6i: ['X86_64', fixed(4)],
  m6a: ['X86_64', fixed(4)],
  m6g: ['ARM64', withMedium(4)],
  m7i: ['X86_64', fixed(4)],
  m7a: ['X86_64', withMedium(4)],
  m7g: ['ARM64', withMedium(4)],
  m8g: ['ARM64', withMedium(4)],
  c5: ['X86_64', small(2)],
  c5a: ['X86_64', fixed(2)],
  c6i: ['X86_64', fixed(2)],
  c6a: ['X86_64', fixed(2)],
  c6g: ['ARM64', withMedium(2)],
  c7i: ['X86_64', fixed(2)],
  c7a: ['X86_64', withMedium(2)],
  c7g: ['ARM64', withMedium(2)],
  c8g: ['ARM64', withMedium(2)],
  r5: ['X86_64', fixed(8)],
  r6i: ['X86_64', fixed(8)],
  r6g: ['ARM64', withMedium(8)],
  r7i: ['X86_64', fixed(8)],
  r7g: ['ARM64', withMedium(8)],
  r8g: ['ARM64', withMedium(8)],
});

/** Made when a type is first asked for. */
let made: Families | undefined;

function families(): Families {
  made ??= allFamilies();
  return made;
}

/**
 * What kernel and firmware keep of the installed memory; the agent registers the rest, less `ECS_RESERVED_MEMORY`.
 * AWS states one figure, 7985 MiB of an m4.large's 8192; Nitro and small instances keep more, and
 * Karpenter reckons with this share for all types, which is on the safe side.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 * https://karpenter.sh/docs/reference/settings/ (VM_MEMORY_OVERHEAD_PERCENT)
 */
const memoryOverhead = 0.075;

/** `undefined` for a type that is not in the table. */
export function instanceType(name: string): InstanceType | undefined {
  const [family = '', size = ''] = name.toLowerCase().split('.');
  const found = Object.hasOwn(families(), family) ? families()[family] : undefined;
  const row = found?.[1].find(([each]) => each === size);
  if (!found || !row) return undefined;
  const installedMemory = row[2] * 1024;
  return {
    name: `${family}.${size}`,
    vcpu: row[1],
    installedMemory,
    cpu: row[1] * 1024,
    memory: Math.floor(installedMemory * (1 - memoryOverhead)),
    architecture: found[0],
  };
}

export const instanceTypeNames = (): readonly string[] =>
  Object.entries(families()).flatMap(([family, [, sizes]]) => sizes.map(([size]) => `${family}.${size}`));
