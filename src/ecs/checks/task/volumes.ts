import type { Path } from '../../../source/node.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { patterns } from '../../facts/patterns.ts';
import type { TaskVolume } from '../../model.ts';
import { type Clean, law, says, select } from '../law.ts';
import { taskLaw } from '../task-view.ts';

interface Params {
  readonly name: string;
}

export const volumeName = law(() => ({
  rule: 'TD060',
  code: 'volume-name',
  message: 'A volume has no name, or one that ECS does not take.',
  why: 'Mount points refer to a volume by its name: 1 to 255 letters, digits, hyphens and underscores.',
  fix: 'Name it so.',
  see: apiPage('Volume'),
}));

export const volumeNameTaken = law<Params>(() => ({
  rule: 'TD060',
  code: 'volume-name-taken',
  message: ({ name }) => `Two volumes of the task are named \`${name}\`.`,
  why: 'Mount points refer to a volume by its name.',
  fix: 'Rename one of them, or keep one.',
  see: apiPage('Volume'),
}));

export const volumeKinds = law<Params & { kinds: readonly string[] }>(() => ({
  rule: 'TD060',
  code: 'volume-kinds',
  message: ({ name, kinds }) => `Volume \`${name}\` is of several kinds: ${kinds.join(', ')}.`,
  why: 'A volume is of one kind.',
  fix: 'Keep one of them.',
  see: apiPage('Volume'),
}));

export const launchVolumes = law<{ count: number }>(() => ({
  rule: 'TD061',
  code: 'launch-volume-count',
  message: ({ count }) => `${count} volumes are \`configuredAtLaunch\`.`,
  why: 'A task takes one EBS volume at launch.',
  fix: 'Keep one of them.',
  see: pages.ebs,
}));

export const launchVolumeUnused = law<Params>(() => ({
  rule: 'TD061',
  code: 'launch-volume-unused',
  message: ({ name }) => `Volume \`${name}\` is \`configuredAtLaunch\` and no container mounts it.`,
  why: 'ECS refuses such a volume when nothing mounts it.',
  fix: 'Mount it, or remove it.',
  see: pages.ebs,
}));

export const autoprovision = law<Params>(() => ({
  rule: 'TD064',
  code: 'volume-autoprovision',
  message: ({ name }) => `Volume \`${name}\` lives with its task and has \`autoprovision\` false.`,
  why: '`autoprovision` is for `scope` shared; a volume of scope task is always made for the task.',
  fix: 'Remove `autoprovision`, or set `scope` to `shared`.',
  see: pages.dockerVolumes,
}));

const kinds = [
  'host',
  'dockerVolumeConfiguration',
  'efsVolumeConfiguration',
  's3filesVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
  'configuredAtLaunch',
] as const;
const kindNames: ReadonlySet<string> = new Set(kinds);

type Volume = Clean<TaskVolume>;

export const volumes = taskLaw(['volumes'], ({ task, report }) => {
  const list = task.volumes ?? [];
  const before = list.length > 1 ? new Set<string>() : undefined;
  let mounted: ReadonlySet<unknown> | undefined;
  let atLaunch = 0;
  list.forEach((volume, index) => {
    if (!volume) return;
    const { name = '', configuredAtLaunch } = volume;
    if (!patterns.volumeName.test(name)) report(volumeName, pathOf(index));
    else if (before?.has(name)) report(volumeNameTaken, pathOf(index), { name });
    before?.add(name);
    if (kindCount(volume) > 1) report(volumeKinds, pathOf(index), { name, kinds: kindsOf(volume) });
    if (configuredAtLaunch === true) {
      atLaunch++;
      mounted ??= new Set(select(task, 'containerDefinitions[].mountPoints[].sourceVolume').map(({ value }) => value));
      if (!mounted.has(name)) report(launchVolumeUnused, pathOf(index), { name });
    }
    const docker = volume.dockerVolumeConfiguration;
    if (docker?.autoprovision === false && docker.scope !== 'shared')
      report(autoprovision, [...pathOf(index), 'dockerVolumeConfiguration'], { name });
  });
  if (atLaunch > 1) report(launchVolumes, ['volumes'], { count: atLaunch });
});

const pathOf = (index: number): Path => ['volumes', index];

const kindsOf = (volume: Volume): readonly string[] => kinds.filter((kind) => says(volume[kind]));

/** Counted before they are gathered: most volumes are of one kind. */
function kindCount(volume: Volume): number {
  let count = 0;
  for (const name in volume) if (kindNames.has(name) && says(volume[name as keyof Volume])) count++;
  return count;
}
