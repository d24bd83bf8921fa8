import posix from 'path-browserify';
import type { Mount } from '../../../compose/model.ts';
import { declare, type Where } from '../../../diagnostics/declare.ts';
import { databaseFolder } from '../../../ecs/facts/data-folders.ts';
import { pages } from '../../../ecs/facts/pages.ts';
import type { TaskVolume } from '../../../ecs/model.ts';
import type { Path } from '../../../source/node.ts';
import type { KeyContext } from '../../define.ts';
import { mountNamed } from '../../storage/task-volumes.ts';
import { legalName, volumeNames } from '../../storage/volume-names.ts';
import type { VolumeStorage } from '../../storage/volume-storage.ts';
import { usePath, volumeUses } from '../../storage/volume-uses.ts';

export const needsEfs = declare<{ volume: string; target: string }>(() => ({
  code: 'volumes/needs-efs',
  severity: 'error',
  message: ({ volume, target }) => `Nothing on Fargate keeps the volume ${volume} (${target}).`,
  why: 'Fargate has no Docker volumes and no host folders; what a task writes to its own disk is gone when it ends.',
  fix: ({ volume }) =>
    `Give it an EFS file system with --efs ${volume}=fs-… (or fs-…:fsap-… with an access point), accept the loss with --ephemeral-volumes, or keep the task on EC2 with --target ec2.`,
  see: pages.efs,
}));

export const noEfsOnExternal = declare<{ volume: string }>(() => ({
  code: 'volumes/efs-on-external',
  severity: 'error',
  message: ({ volume }) => `EFS cannot hold the volume ${volume} on external instances.`,
  why: 'ECS refuses efsVolumeConfiguration for the launch type EXTERNAL.',
  fix: ({ volume }) => `Remove --efs ${volume}=…: the volume then becomes a Docker volume of the instance.`,
  see: pages.external,
}));

export const subpathLost = declare<{ volume: string }>(() => ({
  code: 'volumes/subpath',
  severity: 'error',
  message: ({ volume }) => `A folder inside the volume ${volume} cannot be mounted by itself.`,
  why: 'A mount point of ECS takes a whole volume. Only an EFS file system without an access point, or a host folder, can be entered further down.',
  fix: 'Make the folder a volume of its own, or keep the volumes as host folders with --volume-root DIR.',
  see: pages.dockerVolumes,
  allow: 'The whole volume is mounted instead.',
}));

export const ephemeral = declare<{ volume: string }>(() => ({
  code: 'volumes/ephemeral',
  severity: 'warning',
  message: ({ volume }) => `What is written to the volume ${volume} is lost when its task ends.`,
  why: 'It becomes an empty folder on the disk of the task, which every new task gets anew, and which tasks do not share.',
  fix: ({ volume }) => `Give it an EFS file system with --efs ${volume}=fs-… if the content must be kept.`,
  see: pages.fargateStorage,
}));

export const efsDatabase = declare<{ volume: string; target: string }>(() => ({
  code: 'volumes/efs-database',
  severity: 'warning',
  message: ({ volume, target }) => `The database files at ${target} will lie on EFS (volume ${volume}).`,
  why: 'Databases change the owner of their files when they start, which EFS refuses without an access point of the same user, and every write waits for the network.',
  fix: 'Use an access point with the user of the image, or keep the database on EC2 or in Amazon RDS.',
  see: pages.efs,
}));

export const folderOfFig = declare<{ volume: string }>(() => ({
  code: 'volumes/folder-of-fig',
  severity: 'warning',
  message: ({ volume }) => `${volume} is taken for a Docker volume of that name.`,
  why: 'Compose since 1.4 reads a source without ./ as the name of a volume; fig took it for a folder beside the file, whose content would now be missing.',
  fix: ({ volume }) => `Write ./${volume} if the folder is meant.`,
  see: 'https://docs.docker.com/reference/compose-file/services/#volumes',
}));

export const namedDiagnostics = { folderOfFig, needsEfs, noEfsOnExternal, subpathLost, ephemeral, efsDatabase };

/** False where nothing of the mount is carried. */
export function mapNamed(mount: Mount, path: Path, context: KeyContext): boolean {
  const volume = mount.source ?? '';
  const storage = context.storageOf(volume);
  if (storage.kind === 'none') {
    sayOnce(path, volume, context, (where) => {
      if (storage.because === 'efs-on-external') context.report(noEfsOnExternal, where, { volume });
      else context.report(needsEfs, where, { volume, target: mount.target });
    });
    return false;
  }
  if (storage.kind === 'scratch')
    sayOnce(path, volume, context, (where) => context.report(ephemeral, where, { volume }));
  const readOnly = mount.read_only === true || (storage.kind === 'efs' && storage.readOnly === true);
  if (storage.kind === 'efs' && !readOnly && databaseFolder(mount.target))
    context.report(efsDatabase, { path }, { volume, target: mount.target });
  if (context.project.v1) context.report(folderOfFig, { path }, { volume });
  const name = volumeNames(context.project).get(volume) ?? legalName(volume);
  const request = { path, target: mount.target, readOnly };
  const folder = folderOf(mount.volume?.subpath);
  const entered = folder === '' ? undefined : enter(storage, name, folder);
  if (folder !== '' && !entered) context.report(subpathLost, { path: [...path, 'volume', 'subpath'] }, { volume });
  mountNamed(context.task, context.container, request, entered ?? whole(storage, name));
  return true;
}

/** Where the project mounts the volume first, in file order; the other mounts are related. */
function sayOnce(path: Path, volume: string, { project }: KeyContext, say: (where: Where) => void): void {
  const uses = volumeUses(project.model).get(volume) ?? [];
  if (uses[0] && usePath(uses[0]).join('/') !== path.join('/')) return;
  say({ path, also: uses.slice(1).map((use) => ({ path: usePath(use), message: 'mounted here too' })) });
}

type Kept = Exclude<VolumeStorage, { kind: 'none' }>;

function whole(storage: Kept, name: string): TaskVolume {
  if (storage.kind === 'docker') return { name, dockerVolumeConfiguration: storage.docker };
  if (storage.kind === 'efs') return { name, efsVolumeConfiguration: storage.efs };
  return storage.kind === 'host' ? { name, host: { sourcePath: storage.path } } : { name };
}

/** The folder of the volume that is mounted; empty for the whole of it. */
function folderOf(subpath = ''): string {
  if (subpath === '') return '';
  const folder = posix.normalize(subpath).replace(/^\/+|\/+$/g, '');
  return folder === '.' ? '' : folder;
}

/** The volume from `folder` down, a volume of its own in the task; undefined where ECS cannot enter it. */
function enter(storage: Kept, volume: string, folder: string): TaskVolume | undefined {
  if (folder.split('/').includes('..')) return undefined;
  const name = legalName(`${volume}-${folder}`);
  if (storage.kind === 'host') return { name, host: { sourcePath: posix.join(storage.path, folder) } };
  if (storage.kind !== 'efs' || storage.efs.authorizationConfig?.accessPointId) return undefined;
  const rootDirectory = posix.join(storage.efs.rootDirectory ?? '/', folder);
  return { name, efsVolumeConfiguration: { ...storage.efs, rootDirectory } };
}
