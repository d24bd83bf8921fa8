import type { TaskVolume } from '../ecs/model.ts';
import { trimEnd } from '../source/trim-end.ts';

type DockerVolume = NonNullable<TaskVolume['dockerVolumeConfiguration']>;

/** Where the data of a volume lies on the machine that Compose runs on. */
export interface Origin {
  /** Docker volume name, or absolute path. */
  readonly name: string;
  readonly kind: 'docker' | 'folder';
  /** Compose services that write to it. */
  readonly writers: readonly string[];
}

/** A word as the shell takes it, whatever it holds. */
export const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Copy-paste commands that bring the data of one volume to where ECS will look for it. Empty: there is nothing to move. */
export function moveCommands(volume: TaskVolume, origin: Origin): readonly string[] {
  const target = targetOf(volume);
  if (!target) return [];
  const archive = quote(`${origin.name.replace(/[^\w.-]+/g, '_').replace(/^_/, '')}.tar.gz`);
  return [
    '# on the machine that runs Compose today',
    ...(origin.writers.length > 0 ? [`docker compose stop ${origin.writers.map(quote).join(' ')}`] : []),
    pack(origin, archive),
    `scp ${archive} ec2-user@INSTANCE:`,
    '# on the container instance',
    ...target.map((line) => line.replaceAll('ARCHIVE', archive)),
  ];
}

function pack({ kind, name }: Origin, archive: string): string {
  if (kind === 'folder') return `sudo tar czf ${archive} -C ${quote(name)} .`;
  return `docker run --rm -v ${quote(name)}:/from:ro -v "$PWD":/to alpine tar czf /to/${archive} -C /from .`;
}

function targetOf(volume: TaskVolume): readonly string[] | undefined {
  const path = volume.host?.sourcePath;
  if (path) return inFolder(path);
  if (volume.dockerVolumeConfiguration) return inDockerVolume(volume.name, volume.dockerVolumeConfiguration);
  const efs = volume.efsVolumeConfiguration;
  if (!efs) return undefined;
  const point = efs.authorizationConfig?.accessPointId;
  const options = ['tls', ...(point ? [`accesspoint=${point}`] : [])].join(',');
  const root = efs.rootDirectory && efs.rootDirectory !== '/' ? efs.rootDirectory : '';
  return [
    'sudo mkdir -p /mnt/efs',
    `sudo mount -t efs -o ${quote(options)} ${quote(efs.fileSystemId)}:/ /mnt/efs`,
    ...(root ? [`sudo mkdir -p ${quote(`/mnt/efs${root}`)}`] : []),
    `sudo tar xzf ARCHIVE -C ${quote(`/mnt/efs${root}`)}`,
    'sudo umount /mnt/efs',
  ];
}

const inFolder = (path: string): readonly string[] => [
  `sudo mkdir -p ${quote(path)}`,
  `sudo tar xzf ARCHIVE -C ${quote(path)}`,
];

/** What is on the network, or with a plugin, lies there already; memory holds nothing. */
const notOnDisk = /^(nfs4?|cifs|smb3?|ceph|glusterfs|tmpfs)$/;

/** ECS takes a volume of this name as it finds it: made without the options of the definition, it would be another. */
function inDockerVolume(
  name: string,
  { driver = 'local', driverOpts = {} }: DockerVolume,
): readonly string[] | undefined {
  const { type = '', o = '', device = '' } = driverOpts;
  if (driver !== 'local' || notOnDisk.test(type)) return undefined;
  if (o.split(',').includes('bind') && device.startsWith('/')) return inFolder(device);
  const options = Object.entries(driverOpts).map(([key, value]) => `--opt ${quote(`${key}=${value}`)} `);
  return [
    `docker volume create ${options.join('')}${quote(name)}`,
    `docker run --rm -v ${quote(name)}:/to -v "$PWD":/from:ro alpine tar xzf /from/ARCHIVE -C /to`,
  ];
}

/** Brings one file or folder of the project to its place on the instance. */
export function copyCommands(source: string, destination: string, isFile: boolean): readonly string[] {
  const folder = isFile ? destination.slice(0, destination.lastIndexOf('/')) || '/' : destination;
  return [
    `ssh ec2-user@INSTANCE sudo install -d -o ec2-user ${quote(folder)}`,
    isFile
      ? `scp ${quote(source)} ec2-user@INSTANCE:${quote(destination)}`
      : `rsync -a ${quote(`${trimEnd(source, '/')}/`)} ec2-user@INSTANCE:${quote(`${destination}/`)}`,
  ];
}
