import type { Volume } from '../compose/model.ts';
import { declare } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { ResourceContext, ResourceDefinition } from './define.ts';
import { volumeNames } from './storage/volume-names.ts';
import { dockerName, isLocal, localDriverOptions, type VolumeStorage } from './storage/volume-storage.ts';
import { volumeUses } from './storage/volume-uses.ts';
import { sayStartsEmpty, startsEmptyDiagnostics } from './volume/starts-empty.ts';

const see = pages.dockerVolumes;

export const unused = declare<{ volume: string }>(() => ({
  code: 'volume/unused',
  severity: 'info',
  message: ({ volume }) => `No service mounts the volume ${volume}; nothing is made of it.`,
  why: 'A volume appears in a task definition where a container mounts it, and Compose too creates it only then.',
  fix: 'Remove it, or mount it. Services that a profile leaves out do not count.',
  see,
}));

export const renamed = declare<{ from: string; to: string }>(() => ({
  code: 'volume/renamed',
  severity: 'warning',
  message: ({ from, to }) => `The Docker volume ${from} is called ${to} on ECS.`,
  why: 'ECS names volumes with letters, digits, hyphens and underscores, and Docker then knows the volume by that name: data that lies in the old one is not found.',
  fix: ({ from, to }) =>
    `Copy the data from ${from} to ${to} on the container instance, or set name to one that ECS takes.`,
  see,
}));

export const external = declare<{ volume: string }>(() => ({
  code: 'volume/external',
  severity: 'info',
  message: ({ volume }) => `The Docker volume ${volume} must exist on every container instance before the task starts.`,
  why: 'An external volume is not autoprovisioned: ECS stops the task where Docker does not know it.',
  fix: ({ volume }) => `Run "docker volume create ${volume}" on the instances, or remove external.`,
  see,
}));

export const driverPlugin = declare<{ driver: string }>(() => ({
  code: 'volume/driver-plugin',
  severity: 'warning',
  message: ({ driver }) => `The volume driver ${driver} must be installed on every container instance.`,
  why: 'ECS hands the driver to Docker, and Docker has no driver but local of its own.',
  fix: 'Install the plugin where the instances are launched, in their user data, or use EFS with --efs VOLUME=fs-….',
  see,
}));

export const settingDropped = declare<{ part: string; storage: string }>(() => ({
  code: 'volume/setting-dropped',
  severity: 'warning',
  message: ({ part }) => `The setting ${part} of the volume is dropped.`,
  why: ({ storage }) => `The volume becomes ${storage}, which has no such setting.`,
  fix: 'Remove the setting, or make it where the storage is created.',
  see,
}));

export const driverOptionDropped = declare<{ option: string }>(() => ({
  code: 'volume/driver-option-dropped',
  severity: 'warning',
  message: ({ option }) => `The driver option ${option} is dropped.`,
  why: "Docker's driver local takes type, o, device and size, and refuses to create a volume with any other option.",
  fix: 'Remove the option. Those of an EFS file system, such as performance-mode, are set where it is created.',
  see,
}));

export const copyDevice = declare<{ path: string }>(() => ({
  code: 'volume/copy-device',
  severity: 'warning',
  message: ({ path }) => `The folder behind this volume is taken from ${path} on the container instance.`,
  why: 'A path of this machine means nothing on a container instance, and Docker does not start the container where the device of a volume is missing.',
  fix: ({ path }) =>
    `Create ${path} on every container instance and copy the content there, or move the place with --host-root.`,
  see,
}));

export const efsRootShared = declare<{ one: string; other: string }>(() => ({
  code: 'volume/efs-root-shared',
  severity: 'warning',
  message: ({ one, other }) => `The volumes ${one} and ${other} are the same folder of one EFS file system.`,
  why: 'Without an access point a file system is mounted at its root: files of the two volumes get mixed.',
  fix: 'Give each volume an access point of its own, as in --efs VOLUME=fs-…:fsap-….',
  see: pages.efs,
}));

export const volume: ResourceDefinition<'volumes'> = {
  doc: {
    bridge: 'volumes[].dockerVolumeConfiguration',
    fargate: 'volumes[].efsVolumeConfiguration',
    note: 'Shared and autoprovisioned under the name that Docker knows; external: under its own name, not autoprovisioned. driver, driver_opts and labels go to Docker; NFS on EFS becomes an EFS volume. On EFS, host folders and scratch space they are dropped with a warning.',
    see,
  },
  harmless: {
    'x-*': 'extensions of other tools',
    'labels.*': 'labels are carried or reported as a whole',
    'driver_opts.*': 'the options are carried, or reported as a whole',
  },
  diagnostics: {
    unused,
    renamed,
    external,
    driverPlugin,
    settingDropped,
    driverOptionDropped,
    copyDevice,
    efsRootShared,
    ...startsEmptyDiagnostics,
  },
  map(value, context) {
    const { name, path, project, storageOf, report } = context;
    const uses = volumeUses(project.model).get(name);
    if (!uses) return report(unused, { path }, { volume: name });
    const storage = storageOf(name);
    if (storage.kind === 'none') return;
    if (storage.kind === 'docker') sayDocker(value, storage, context);
    else sayDropped(value, storage, context);
    if (storage.kind === 'efs') sayShared(storage, context);
    sayStartsEmpty(storage, uses, context);
  },
};

function sayDocker(value: Volume, storage: VolumeStorage & { kind: 'docker' }, context: ResourceContext): void {
  const { name, path, project, report } = context;
  const from = dockerName(name, project);
  const to = volumeNames(project).get(name) ?? from;
  if (from !== to) report(renamed, { path }, { from, to });
  if (value.external) report(external, { path }, { volume: to });
  if (!isLocal(value)) report(driverPlugin, { path: [...path, 'driver'] }, { driver: value.driver ?? '' });
  for (const option in value.driver_opts)
    if (isLocal(value) && !localDriverOptions.includes(option))
      report(driverOptionDropped, { path: [...path, 'driver_opts', option] }, { option });
  if (storage.device?.moved)
    report(
      copyDevice,
      { path: [...path, 'driver_opts', 'device'] },
      { path: storage.device.shown ? storage.device.path : 'its place in the task definition' },
    );
}

const storages = { efs: 'an EFS file system', host: 'a folder of the container instance', scratch: 'an empty folder' };

function sayDropped(
  value: Volume,
  storage: VolumeStorage & { kind: keyof typeof storages },
  context: ResourceContext,
): void {
  const carried = storage.kind === 'efs' && storage.from === 'driver' ? ['driver', 'driver_opts'] : [];
  const idle = isLocal(value) ? ['driver'] : [];
  for (const part of ['driver', 'driver_opts', 'labels'] as const) {
    const given = value[part];
    if (given === undefined || [...carried, ...idle].includes(part)) continue;
    if (typeof given === 'object' && Object.keys(given).length === 0) continue;
    context.report(settingDropped, { path: [...context.path, part] }, { part, storage: storages[storage.kind] });
  }
}

/** Reported at each but the first of the volumes that are one folder. */
function sayShared({ efs }: VolumeStorage & { kind: 'efs' }, context: ResourceContext): void {
  const { name, path, report } = context;
  const first = efsFolders(context).get(JSON.stringify(efs));
  if (first === undefined || first === name) return;
  const also = [{ path: ['volumes', first], message: 'mounts the same folder' }];
  report(efsRootShared, { path, also }, { one: first, other: name });
}

const known = new WeakMap<ResourceContext['storageOf'], ReadonlyMap<string, string>>();

/** The first volume in use that is each folder of an EFS file system. */
function efsFolders({ project, storageOf }: ResourceContext): ReadonlyMap<string, string> {
  const before = known.get(storageOf);
  if (before) return before;
  const folders = new Map<string, string>();
  for (const name in project.model.volumes) {
    const storage = storageOf(name);
    if (storage.kind !== 'efs' || !volumeUses(project.model).has(name)) continue;
    const folder = JSON.stringify(storage.efs);
    if (!folders.has(folder)) folders.set(folder, name);
  }
  known.set(storageOf, folders);
  return folders;
}
