import type { Mount } from '../../../compose/model.ts';
import { declare, type Report } from '../../../diagnostics/declare.ts';
import { apiPage } from '../../../ecs/facts/pages.ts';
import type { Path } from '../../../source/node.ts';

const see = apiPage('MountPoint');

export const optionDropped = declare<{ option: string; effect: string }>(() => ({
  code: 'volumes/option-dropped',
  severity: 'warning',
  message: ({ option }) => `The option ${option} of this mount is dropped.`,
  why: ({ effect }) => `A mount point of ECS says read-only or not, and nothing else. ${effect}`,
  fix: 'Remove the option, or make sure that the container does without it.',
  see,
}));

export const optionIdle = declare<{ option: string; effect: string }>(() => ({
  code: 'volumes/option-idle',
  severity: 'info',
  message: ({ option }) => `The option ${option} of this mount is dropped; it would have no effect.`,
  why: ({ effect }) => effect,
  fix: 'Nothing has to be done.',
  see,
}));

export const lostOptionDiagnostics = { optionDropped, optionIdle };

interface LostOption {
  readonly name: string;
  /** How the short form spells it. */
  readonly short?: string;
  readonly effect: string;
  readonly idle?: boolean;
  /** The values that change something; absent: all. */
  matters?(value: unknown): boolean;
}

const bindOptions: readonly LostOption[] = [
  {
    name: 'propagation',
    effect: 'Docker then mounts with rprivate: what is mounted below later is not seen on the other side.',
    matters: (value) => value !== 'rprivate',
  },
  {
    name: 'recursive',
    effect: 'What is mounted below the source comes along, writable unless the kernel makes it read-only.',
    matters: (value) => value !== 'enabled',
  },
  {
    name: 'selinux',
    short: 'z or Z',
    effect:
      'Amazon Linux does not confine containers by SELinux unless that is set up, so that nothing has to be relabelled.',
    idle: true,
  },
  {
    name: 'create_host_path',
    effect: 'Docker on the container instance creates an empty folder where the source is missing.',
    matters: (value) => value === false,
  },
];

const volumeOptions: readonly LostOption[] = [
  {
    name: 'nocopy',
    short: 'nocopy',
    effect: 'An empty Docker volume is filled with the files that the image has at this path.',
    matters: (value) => value === true,
  },
  { name: 'labels', effect: 'A volume without a name carries no labels.' },
];

const tmpfsOptions: readonly LostOption[] = [
  { name: 'mode', effect: 'A tmpfs is open to every user of the container unless the image says otherwise.' },
];

const ownOptions: readonly LostOption[] = [
  { name: 'consistency', effect: 'It only concerns Docker Desktop; Docker on Linux ignores it.', idle: true },
];

export const harmlessMountOptions: Readonly<Record<string, string>> = {
  '*.bind.create_host_path': 'true is what Docker does for ECS too: a missing source becomes an empty folder.',
  '*.bind.propagation': 'rprivate is the default.',
  '*.bind.recursive': 'enabled is the default.',
  '*.volume.nocopy': 'false is the default.',
};

/** Says each option that a mount point of ECS has no member for, at its own place. */
export function reportLostOptions(mount: Mount, path: Path, report: Report): void {
  const { bind, volume, tmpfs, consistency } = mount;
  if (bind) reportLost(bind, bindOptions, ['bind'], path, report);
  if (volume) reportLost(volume, volumeOptions, ['volume'], path, report);
  if (tmpfs) reportLost(tmpfs, tmpfsOptions, ['tmpfs'], path, report);
  if (consistency !== undefined) reportLost(mount, ownOptions, [], path, report);
}

function reportLost(
  holder: object,
  options: readonly LostOption[],
  part: readonly string[],
  path: Path,
  report: Report,
): void {
  if (Object.keys(holder).length === 0) return;
  options.forEach(({ name, short, effect, idle, matters }) => {
    const value = (holder as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || (matters && !matters(value))) return;
    const at = [...part, name];
    const option = short ? `${short} (${at.join('.')})` : at.join('.');
    report(idle ? optionIdle : optionDropped, { path: [...path, ...at] }, { option, effect });
  });
}
