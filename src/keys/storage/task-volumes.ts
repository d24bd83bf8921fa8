import type { Project } from '../../compose/project.ts';
import type { ContainerDraft, TaskDraft, VolumeDraft } from '../../ecs/draft.ts';
import { hostPathKind } from '../../ecs/facts/host-paths.ts';
import type { MountPoint, TaskVolume } from '../../ecs/model.ts';
import type { Path } from '../../source/node.ts';
import { legalName, reservedNames } from './volume-names.ts';

/** Where a mount was written, and what of it ECS carries. */
export interface MountRequest {
  readonly path: Path;
  readonly target: string;
  readonly readOnly: boolean;
  /** What messages call the volume, where its own name tells the value of a variable. */
  readonly shown?: string;
}

/** Mounts a named volume under the one name that it has in every task. */
export function mountNamed(
  task: TaskDraft,
  container: ContainerDraft,
  request: MountRequest,
  volume: TaskVolume,
): void {
  const { path, readOnly } = request;
  const known = task.volumes.get(volume.name);
  if (!known) addVolume(task, draftOf(volume, request));
  else if (!readOnly) known.writers.push(path);
  mount(container, request, volume.name);
}

/** Adds a volume of a name that the task does not have yet. */
export function addVolume(task: TaskDraft, draft: VolumeDraft): void {
  const { name, host } = draft.volume;
  task.volumes.set(name, draft);
  if (host?.sourcePath === undefined) return;
  task.hostVolumes ??= new Map();
  if (!task.hostVolumes.has(host.sourcePath)) task.hostVolumes.set(host.sourcePath, name);
}

function draftOf(volume: TaskVolume, { path, readOnly, shown }: MountRequest): VolumeDraft {
  const { host, dockerVolumeConfiguration: docker, efsVolumeConfiguration: efs } = volume;
  const data = host?.sourcePath !== undefined && hostPathKind(host.sourcePath) === 'data';
  const local = data || (docker !== undefined && !isRemote(docker.driverOpts?.type));
  const persistent = data || docker !== undefined || efs !== undefined;
  const writers: Path[] = readOnly ? [] : [path];
  return { volume, shown, local, persistent, writers };
}

/** Mounts a path of the container instance; the same path is one volume of the task, however often it is mounted. */
export function mountHostPath(
  task: TaskDraft,
  container: ContainerDraft,
  request: MountRequest,
  sourcePath: string,
  project: Project,
): void {
  const name = hostVolumeName(task, project, sourcePath, sourcePath.replace(/^\/+|\/+$/g, '') || 'root');
  mountNamed(task, container, request, { name, host: { sourcePath } });
}

/** The name of the volume that is a path of the instance, in use or free. */
export const hostVolumeName = (task: TaskDraft, project: Project, sourcePath: string, wanted: string): string =>
  task.hostVolumes?.get(sourcePath) ?? freeName(task, project, wanted);

/** Mounts an empty folder that lives and ends with the task. */
export function mountScratch(
  task: TaskDraft,
  container: ContainerDraft,
  request: MountRequest,
  wanted: string,
  project: Project,
): void {
  mountNamed(task, container, request, { name: freeName(task, project, wanted) });
}

/** A name that no volume of the task and no named volume of the project has. */
function freeName(task: TaskDraft, project: Project, wanted: string): string {
  const reserved = reservedNames(project);
  const base = legalName(wanted).slice(0, 240);
  const isFree = (name: string): boolean => !task.volumes.has(name) && !reserved.has(name);
  if (isFree(base)) return base;
  task.lastNumbers ??= new Map();
  for (let number = (task.lastNumbers.get(base) ?? 1) + 1; ; number++) {
    const name = `${base}-${number}`;
    if (!isFree(name)) continue;
    task.lastNumbers.set(base, number);
    return name;
  }
}

/** File systems that the local driver mounts over the network. */
const isRemote = (type: string | undefined): boolean =>
  type !== undefined && /^(nfs4?|cifs|smb3?|ceph|glusterfs)$/.test(type);

function mount(container: ContainerDraft, { target, readOnly }: MountRequest, sourceVolume: string): void {
  const point: MountPoint = readOnly
    ? { sourceVolume, containerPath: target, readOnly }
    : { sourceVolume, containerPath: target };
  if (container.definition.mountPoints) container.definition.mountPoints.push(point);
  else container.definition.mountPoints = [point];
}
