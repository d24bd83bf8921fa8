import type { Mount } from '../compose/model.ts';
import type { Project } from '../compose/project.ts';
import { hostPathKind } from '../ecs/facts/host-paths.ts';
import type { EcsApp, TaskVolume } from '../ecs/model.ts';
import type { Deployment } from '../plan/deployment.ts';
import { firstBy } from '../source/first-by.ts';
import type { Origin } from './move-data.ts';

interface Storage {
  readonly app: EcsApp;
  readonly project: Project;
  readonly deployment: Deployment;
}

/** A host path of the project and where ECS looks for it. */
export interface Bind {
  /** As seen from the project folder where it lies below it. */
  readonly source: string;
  readonly destination: string;
  readonly readOnly: boolean;
  /** By its name: a last part with an ending. */
  readonly isFile: boolean;
}

interface MountOnEcs {
  readonly mount: Mount;
  readonly service: string;
  readonly volume: TaskVolume;
}

/** Every mount of the Compose file beside the volume that it became. */
function mounts({ app, project, deployment }: Storage): MountOnEcs[] {
  const named = firstBy([...deployment.containerNames], ([, container]) => container);
  return app.taskDefinitions.flatMap(({ containerDefinitions, volumes = [] }) => {
    const byName = firstBy(volumes, ({ name }) => name);
    return containerDefinitions.flatMap(({ name, mountPoints = [] }) => {
      const [service = name] = named.get(name) ?? [];
      const written = firstBy(project.model.services[service]?.volumes ?? [], ({ target }) => target);
      return mountPoints.flatMap(({ sourceVolume, containerPath }) => {
        const mount = written.get(containerPath);
        const volume = byName.get(sourceVolume);
        return mount && volume ? [{ mount, service, volume }] : [];
      });
    });
  });
}

export function binds(storage: Storage): Bind[] {
  const found = new Map<string, Bind>();
  for (const { mount, volume } of mounts(storage)) {
    const destination = volume.host?.sourcePath;
    if (mount.type !== 'bind' || !mount.source || !destination || isOfInstance(mount)) continue;
    const known = found.get(destination);
    found.set(destination, {
      source: shortened(mount.source, storage.project.directory),
      destination,
      readOnly: mount.read_only === true && (known?.readOnly ?? true),
      isFile: /\.[A-Za-z0-9]+$/.test(destination),
    });
  }
  return [...found.values()];
}

/** What every instance has of its own is neither copied nor moved: sockets, the clock, the trees of the system. */
const isOfInstance = ({ type, source }: Mount): boolean =>
  type === 'bind' && source !== undefined && hostPathKind(source) !== 'data';

/** A path as a person writes it in the project folder. */
export const shortened = (path: string, folder: string): string =>
  path === folder ? '.' : path.startsWith(`${folder}/`) ? `.${path.slice(folder.length)}` : path;

/** Where the data of each ECS volume lies today, by volume name; only what is written to is worth moving. */
export function origins(storage: Storage): ReadonlyMap<string, Origin> {
  const found = new Map<string, { name: string; kind: Origin['kind']; writers: Set<string> }>();
  for (const { mount, service, volume } of mounts(storage)) {
    if (!mount.source || mount.read_only === true || isOfInstance(mount)) continue;
    if (mount.type !== 'volume' && mount.type !== 'bind') continue;
    const writers = found.get(volume.name)?.writers ?? new Set();
    writers.add(service);
    const name =
      mount.type === 'bind' ? mount.source : (storage.project.model.volumes?.[mount.source]?.name ?? mount.source);
    found.set(volume.name, { name, kind: mount.type === 'bind' ? 'folder' : 'docker', writers });
  }
  return new Map([...found].map(([volume, origin]) => [volume, { ...origin, writers: [...origin.writers] }]));
}
