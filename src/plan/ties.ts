import type { Mount } from '../compose/model.ts';
import type { Project } from '../compose/project.ts';
import { hostPathKind } from '../ecs/facts/host-paths.ts';
import type { NetworkMode } from '../ecs/model.ts';
import type { Options } from '../options/options.ts';
import type { Path } from '../source/node.ts';
import { parseLink, sharedService, volumesFromService } from './needs.ts';
import type { ServiceFacts, Services } from './services.ts';

/** Two services that only work in one task, and why, as the end of a sentence. */
export interface Tie {
  readonly a: string;
  readonly b: string;
  readonly reason: string;
  /** Where the tie is written. */
  readonly path: Path;
}

/** Everything that forces services into one task. One pass; shared things are indexed by name. */
export function findTies(
  project: Project,
  services: Services,
  modes: ReadonlyMap<string, NetworkMode>,
  options: Options,
): Tie[] {
  const ties: Tie[] = [];
  const first = new Map<string, string>();
  const share = (key: string, name: string, reason: (other: string) => string, path: Path): void => {
    const other = first.get(key);
    if (other === undefined) first.set(key, name);
    else if (other !== name) ties.push({ a: other, b: name, reason: reason(other), path });
  };
  for (const facts of services.values()) {
    ties.push(...direct(facts, modes).filter(({ a, b }) => a !== b && services.has(b)));
    shareMounts(facts, project, options, share);
    const { task } = facts.extension;
    if (task !== undefined)
      share(`task ${task}`, facts.name, (other) => `x-ecs.task puts ${other} and ${facts.name} into the task ${task}`, [
        'services',
        facts.name,
        'x-ecs',
        'task',
      ]);
  }
  return ties;
}

/** Ties that name the other service. */
function direct({ name, service }: ServiceFacts, modes: ReadonlyMap<string, NetworkMode>): Tie[] {
  const ties: Tie[] = [];
  const tie = (b: string | undefined, reason: string, ...rest: (string | number)[]): void => {
    if (b !== undefined) ties.push({ a: name, b, reason, path: ['services', name, ...rest] });
  };
  (service.links ?? []).forEach((link, at) => {
    const { to } = parseLink(link);
    if (modes.get(name) === 'bridge' && modes.get(to) === 'bridge') tie(to, `${name} links to ${to}`, 'links', at);
  });
  (service.volumes_from ?? []).forEach((entry, at) => {
    const source = volumesFromService(entry);
    tie(source, `${name} mounts the volumes of ${source}`, 'volumes_from', at);
  });
  for (const key of ['network_mode', 'ipc', 'pid'] as const) {
    const other = sharedService(service[key]);
    tie(other, `${name} shares the ${spaces[key]} of ${other}`, key);
  }
  return ties;
}

const spaces = { network_mode: 'network', ipc: 'IPC namespace', pid: 'process namespace' } as const;

type Share = (key: string, name: string, reason: (other: string) => string, path: Path) => void;

function shareMounts({ name, service }: ServiceFacts, project: Project, options: Options, share: Share): void {
  (service.volumes ?? []).forEach((mount, at) => {
    const shared = sharedStore(mount, project, options);
    if (shared)
      share(shared.key, name, (other) => `${other} and ${name} share ${shared.label}`, [
        'services',
        name,
        'volumes',
        at,
      ]);
  });
}

/** The volume or host folder that a mount shares with others; undefined for what does not tie: EFS, system paths, sockets. */
function sharedStore(
  { type, source }: Mount,
  project: Project,
  options: Options,
): { key: string; label: string } | undefined {
  if (!source) return undefined;
  if (type === 'volume')
    return isEfs(source, project, options) ? undefined : { key: `volume ${source}`, label: `the volume ${source}` };
  if (type !== 'bind' || hostPathKind(source) !== 'data') return undefined;
  return { key: `bind ${source}`, label: shown(source, project.directory) };
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
