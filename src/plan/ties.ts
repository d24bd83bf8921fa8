import type { Mount, Service } from '../compose/model.ts';
import type { Project } from '../compose/project.ts';
import { parseLink, sharedService } from '../compose/references.ts';
import { hostPathKind } from '../ecs/facts/host-paths.ts';
import type { NetworkMode } from '../ecs/model.ts';
import type { Options } from '../options/options.ts';
import type { Path } from '../source/node.ts';
import type { ServiceFacts, Services } from './services.ts';

/** Two services that only work in one task, and why, as the end of a sentence. */
export interface Tie {
  readonly a: string;
  readonly b: string;
  readonly reason: string;
  /** Where the tie is written. */
  readonly path: Path;
}

/** Everything that forces services into one task. One pass; what is shared is indexed by name. */
export function findTies(project: Project, services: Services, modes: readonly NetworkMode[], options: Options): Tie[] {
  const ties: Tie[] = [];
  const first: FirstUsers = { volume: new Map(), bind: new Map(), task: new Map() };
  services.forEach((facts) => {
    const { name, service, extension } = facts;
    if (namesAnother(service))
      direct(facts, services, modes).forEach((tie) => {
        if (tie.a !== tie.b && services.has(tie.b)) ties.push(tie);
      });
    if (service.volumes) tieMounts(ties, name, service.volumes, first, project, options);
    const { task } = extension;
    const other = task === undefined ? undefined : firstUser(first.task, task, name);
    if (other !== undefined) {
      const reason = `x-ecs.task puts ${other} and ${name} into the task ${task}`;
      ties.push({ a: other, b: name, reason, path: ['services', name, 'x-ecs', 'task'] });
    }
  });
  return ties;
}

/** The first service, in file order, that uses each thing which can be shared. */
interface FirstUsers {
  /** By volume. */
  readonly volume: Map<string, string>;
  /** By host path. */
  readonly bind: Map<string, string>;
  /** By `x-ecs.task`. */
  readonly task: Map<string, string>;
}

/** Who used a thing before; undefined where `name` is the first. */
function firstUser(users: Map<string, string>, thing: string, name: string): string | undefined {
  const other = users.get(thing);
  if (other === undefined) users.set(thing, name);
  return other === name ? undefined : other;
}

const namesAnother = ({ network_mode, ipc, pid, links, volumes_from }: Service): boolean =>
  Boolean(links || volumes_from || network_mode || ipc || pid);

/** Ties that name the other service. */
function direct(
  { name, rank, service, volumeSources }: ServiceFacts,
  services: Services,
  modes: readonly NetworkMode[],
): readonly Tie[] {
  const { links } = service;
  const ties: Tie[] = [];
  const tie = (b: string | undefined, reason: string, ...rest: (string | number)[]): void => {
    if (b !== undefined) ties.push({ a: name, b, reason, path: ['services', name, ...rest] });
  };
  (links ?? []).forEach((link, at) => {
    const { to } = parseLink(link);
    const other = services.get(to);
    if (other && modes[rank] === 'bridge' && modes[other.rank] === 'bridge')
      tie(to, `${name} links to ${to}`, 'links', at);
  });
  volumeSources?.forEach((source, at) => {
    tie(source, `${name} mounts the volumes of ${source}`, 'volumes_from', at);
  });
  for (const key of ['network_mode', 'ipc', 'pid'] as const) {
    const other = sharedService(service[key]);
    tie(other, `${name} shares the ${spaces[key]} of ${other}`, key);
  }
  return ties;
}

const spaces = { network_mode: 'network', ipc: 'IPC namespace', pid: 'process namespace' } as const;

/** Ties through a volume or host folder; EFS, system paths and sockets do not tie. */
function tieMounts(
  ties: Tie[],
  name: string,
  mounts: readonly Mount[],
  first: FirstUsers,
  project: Project,
  options: Options,
): void {
  for (let at = 0; at < mounts.length; at++) {
    const { type, source } = mounts[at] ?? {};
    if (!source || (type !== 'volume' && type !== 'bind')) continue;
    const other = firstUser(first[type], source, name);
    if (other === undefined) continue;
    const own = type === 'volume' ? !isEfs(source, project, options) : hostPathKind(source) === 'data';
    if (!own) continue;
    const label = type === 'volume' ? `the volume ${source}` : shown(source, project.directory);
    ties.push({
      a: other,
      b: name,
      reason: `${other} and ${name} share ${label}`,
      path: ['services', name, 'volumes', at],
    });
  }
}

/** Network file systems are reached from every task alike. */
function isEfs(name: string, project: Project, options: Options): boolean {
  const volume = project.model.volumes?.[name];
  const extension = volume?.['x-ecs'];
  return (
    Object.hasOwn(options.efs, name) ||
    (typeof extension === 'object' && extension !== null && 'efs' in extension) ||
    /\bfs-[0-9a-f]{8,}/.test(volume?.driver_opts?.device ?? '') ||
    /\bfs-[0-9a-f]{8,}/.test(volume?.driver_opts?.o ?? '')
  );
}

/** Relative to the project where it can be: reasons are part of the output, which is the same on every machine. */
const shown = (path: string, directory: string): string =>
  path === directory
    ? 'the project folder'
    : `the host path ${path.startsWith(`${directory}/`) ? `./${path.slice(directory.length + 1)}` : path}`;
