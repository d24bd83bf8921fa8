import type { Project } from '../../compose/project.ts';
import type { ContainerDraft, TaskDraft, VolumeDraft } from '../../ecs/draft.ts';
import { hostPathKind } from '../../ecs/facts/host-paths.ts';
import type { TaskVolume } from '../../ecs/model.ts';
import type { Path } from '../../source/node.ts';
import { legalName, reservedNames } from './volume-names.ts';

type Content = Omit<TaskVolume, 'name'>;

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
  name: string,
  content: Content,
): void {
  const known = task.volumes.get(name);
  const draft = known ?? draftOf(name, content, request.shown);
  if (!known) task.volumes.set(name, draft);
  mount(container, request, draft);
}

function draftOf(name: string, content: Content, shown: string | undefined): VolumeDraft {
  const { local, persistent } = lifetime(content);
  const draft = { volume: { name, ...content }, local, persistent, writers: [] };
  return shown === undefined ? draft : { ...draft, shown };
}

/** Mounts a path of the container instance; the same path is one volume of the task, however often it is mounted. */
export function mountHostPath(
  task: TaskDraft,
  container: ContainerDraft,
  request: MountRequest,
  sourcePath: string,
  project: Project,
): void {
  const known = [...task.volumes.values()].find(({ volume }) => volume.host?.sourcePath === sourcePath);
  const name = known?.volume.name ?? freeName(task, project, sourcePath.replace(/^\/+|\/+$/g, '') || 'root');
  mountNamed(task, container, request, name, { host: { sourcePath } });
}

/** Mounts an empty folder that lives and ends with the task. */
export function mountScratch(
  task: TaskDraft,
  container: ContainerDraft,
  request: MountRequest,
  wanted: string,
  project: Project,
): void {
  mountNamed(task, container, request, freeName(task, project, wanted), {});
}

/** A name that no volume of the task and no named volume of the project has. */
function freeName(task: TaskDraft, project: Project, wanted: string): string {
  const reserved = reservedNames(project);
  const base = legalName(wanted).slice(0, 240);
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    if (!task.volumes.has(name) && !reserved.has(name)) return name;
  }
}

function lifetime({
  host,
  dockerVolumeConfiguration,
  efsVolumeConfiguration,
}: Content): Pick<VolumeDraft, 'persistent' | 'local'> {
  const data = host?.sourcePath !== undefined && hostPathKind(host.sourcePath) === 'data';
  const docker = dockerVolumeConfiguration !== undefined;
  const local = data || (docker && !isRemote(dockerVolumeConfiguration.driverOpts?.type));
  return { local, persistent: data || docker || efsVolumeConfiguration !== undefined };
}

/** File systems that the local driver mounts over the network. */
const isRemote = (type: string | undefined): boolean =>
  type !== undefined && /^(nfs4?|cifs|smb3?|ceph|glusterfs)$/.test(type);

function mount(container: ContainerDraft, { path, target, readOnly }: MountRequest, draft: VolumeDraft): void {
  container.definition.mountPoints ??= [];
  const point = { sourceVolume: draft.volume.name, containerPath: target };
  container.definition.mountPoints.push(readOnly ? { ...point, readOnly } : point);
  if (!readOnly) draft.writers.push(path);
}
