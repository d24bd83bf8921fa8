import posix from 'path-browserify';
import type { StringMap, Volume } from '../../compose/model.ts';
import type { Project } from '../../compose/project.ts';
import { patterns } from '../../ecs/facts/patterns.ts';
import type { TaskVolume } from '../../ecs/model.ts';
import type { Options } from '../../options/options.ts';
import { type InstancePath, instancePath } from './instance-path.ts';

/** What a named volume becomes. */
export type VolumeStorage =
  | { readonly kind: 'docker'; readonly docker: DockerVolume; readonly device?: InstancePath }
  | ({ readonly kind: 'efs' } & EfsStorage)
  /** A folder of the container instance, under `--volume-root`. */
  | { readonly kind: 'host'; readonly path: string }
  /** Lives and ends with its task. */
  | { readonly kind: 'scratch'; readonly because: 'accepted' | 'tmpfs' }
  /** Nothing on this target holds it. */
  | { readonly kind: 'none'; readonly because: 'fargate' | 'efs-on-external' };

export type DockerVolume = NonNullable<TaskVolume['dockerVolumeConfiguration']>;
export type EfsVolume = NonNullable<TaskVolume['efsVolumeConfiguration']>;

interface EfsStorage {
  readonly efs: EfsVolume;
  readonly from: 'option' | 'name' | 'driver';
  /** The mount options of the driver say `ro`, which an EFS volume has no member for: its mount points do. */
  readonly readOnly?: boolean;
}

/** Options of Docker's own driver; it refuses any other. https://docs.docker.com/engine/storage/volumes/ */
export const localDriverOptions: readonly string[] = ['type', 'o', 'device', 'size'];

export const isLocal = (volume: Volume): boolean => volume.driver === undefined || volume.driver === 'local';

/** The name that Docker knows the volume by. */
export const dockerName = (name: string, project: Project): string =>
  project.model.volumes?.[name]?.name ?? `${project.model.name}_${name}`;

/** What each volume becomes, by its name: asked by all that mount it, and for the volume itself. */
export function volumeStorages(project: Project, options: Options): (name: string) => VolumeStorage {
  const known = new Map<string, VolumeStorage>();
  return (name) => {
    let storage = known.get(name);
    if (!storage) {
      storage = volumeStorage(name, project, options);
      known.set(name, storage);
    }
    return storage;
  };
}

/** Decides from the volume, the options and the target alone, so that every service that mounts it gets the same answer. */
function volumeStorage(name: string, project: Project, options: Options): VolumeStorage {
  const volume = project.model.volumes?.[name] ?? {};
  const efs = efsOf(name, volume, options);
  if (efs && options.target !== 'external') return { kind: 'efs', ...efs };
  if (efs && efs.from !== 'driver') return { kind: 'none', because: 'efs-on-external' };
  if (options.target === 'fargate') {
    if (volume.driver_opts?.type === 'tmpfs') return { kind: 'scratch', because: 'tmpfs' };
    return options.ephemeralVolumes ? { kind: 'scratch', because: 'accepted' } : { kind: 'none', because: 'fargate' };
  }
  if (options.volumeRoot !== undefined && setsNothing(volume))
    return { kind: 'host', path: posix.join(options.volumeRoot, dockerName(name, project)) };
  return dockerVolume(name, volume, project, options);
}

const setsNothing = (volume: Volume): boolean =>
  isLocal(volume) && Object.keys(volume.driver_opts ?? {}).every((key) => !localDriverOptions.includes(key));

function dockerVolume(name: string, volume: Volume, project: Project, options: Options): VolumeStorage {
  const docker: DockerVolume = volume.external ? { scope: 'shared' } : { scope: 'shared', autoprovision: true };
  if (volume.driver !== undefined && !isLocal(volume)) docker.driver = volume.driver;
  const driverOpts = volume.driver_opts && carriedOptions(volume, volume.driver_opts);
  if (driverOpts) docker.driverOpts = driverOpts;
  if (volume.labels && Object.keys(volume.labels).length > 0) docker.labels = { ...volume.labels };
  const device = driverOpts && boundFolder(name, driverOpts, project, options);
  if (!device) return { kind: 'docker', docker };
  driverOpts.device = device.path;
  return { kind: 'docker', docker, device };
}

function carriedOptions(volume: Volume, written: StringMap): Record<string, string> | undefined {
  const local = isLocal(volume);
  const carried = Object.entries(written).filter(([key]) => !local || localDriverOptions.includes(key));
  return carried.length > 0 ? Object.fromEntries(carried.map(([key, value]) => [key, String(value)])) : undefined;
}

/** `o: bind` makes the volume a folder of the machine: the same as a bind mount. */
function boundFolder(
  name: string,
  driverOpts: Readonly<Record<string, string>>,
  project: Project,
  options: Options,
): InstancePath | undefined {
  const { o, device } = driverOpts;
  if (device === undefined || !(o ?? '').split(',').some((word) => word === 'bind' || word === 'rbind'))
    return undefined;
  return instancePath(device, ['volumes', name, 'driver_opts', 'device'], project, options);
}

function efsOf(name: string, volume: Volume, options: Options): EfsStorage | undefined {
  const reference = options.efs[name];
  if (reference) {
    const { fileSystemId, accessPointId } = reference;
    if (accessPointId === undefined) return { efs: { fileSystemId }, from: 'option' };
    const authorizationConfig = { accessPointId };
    return { efs: { fileSystemId, transitEncryption: 'ENABLED', authorizationConfig }, from: 'option' };
  }
  // Docker's ECS integration named the file system of an external volume.
  if (volume.external && patterns.efsFileSystemId.test(volume.name ?? ''))
    return { efs: { fileSystemId: volume.name ?? '' }, from: 'name' };
  return nfsOnEfs(volume);
}

/** An NFS volume whose server is an EFS file system. https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html */
function nfsOnEfs({ driver_opts: options }: Volume): EfsStorage | undefined {
  if (!options || !/^nfs4?$/.test(options.type ?? '')) return undefined;
  const server = `${options.o ?? ''},${options.device ?? ''}`;
  const fileSystemId = /(?:^|[=,.])(fs-[0-9a-f]{8,40})\.efs\.[a-z0-9-]+\.amazonaws\.com/.exec(server)?.[1];
  if (fileSystemId === undefined) return undefined;
  const folder = /:(\/.*)$/s.exec(options.device ?? '')?.[1] ?? '/';
  const efs = { fileSystemId, ...(folder === '/' ? {} : { rootDirectory: folder }) };
  return { efs, from: 'driver', readOnly: (options.o ?? '').split(',').includes('ro') };
}
