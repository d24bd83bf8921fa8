import type { Report } from '../../diagnostics/declare.ts';
import type { Entry, Node, Path } from '../../source/node.ts';
import { entries, get, items, present, text } from '../nodes.ts';
import * as say from './declarations.ts';

/** What a project defines, by section. */
export type Known = Readonly<
  Record<'services' | 'networks' | 'volumes' | 'secrets' | 'configs' | 'models', ReadonlyMap<string, Entry>>
>;

/** One service of a project. */
export interface Subject {
  readonly name: string;
  readonly service: Node;
  readonly known: Known;
  readonly inactive: ReadonlySet<string>;
  readonly report: Report;
}

/** A value that counts as set: not null, not false, not zero, not empty. */
function value(node: Node | undefined): string | number | bigint | boolean | undefined {
  if (node?.kind !== 'scalar' || !node.value) return undefined;
  return node.value;
}

const where = (subject: Subject, ...path: Path) => ({ path: ['services', subject.name, ...path] });

export function runs(subject: Subject): void {
  const { service, report } = subject;
  // What has the wrong form, or extends what cannot be found, has been told; an image may well stand there.
  if (service.kind !== 'map' || get(service, 'extends')) return;
  if (!value(get(service, 'image')) && !present(get(service, 'build')) && !present(get(service, 'provider')))
    report(say.nothingToRun, where(subject));
}

export function build(subject: Subject): void {
  const { service, report } = subject;
  const built = get(service, 'build');
  if (value(get(built, 'dockerfile_inline')) && value(get(built, 'dockerfile')))
    report(say.conflict, where(subject, 'build', 'dockerfile_inline'), {
      one: 'build.dockerfile',
      other: 'build.dockerfile_inline',
    });
  const [platforms, platform] = [items(get(built, 'platforms')), text(get(service, 'platform'))];
  if (platform && platforms.length > 0 && !platforms.some((one) => text(one) === platform))
    report(say.platformNotBuilt, where(subject, 'build', 'platforms'), { platform });
  references(subject, 'build secret', 'secrets', get(built, 'secrets'), 'build', 'secrets');
}

export function networks(subject: Subject): void {
  const { service, known, report } = subject;
  const own = entries(get(service, 'networks'));
  if (value(get(service, 'network_mode')) && own.size > 0)
    report(say.conflict, where(subject, 'network_mode'), { one: 'network_mode', other: 'networks' });
  // The reference takes such a name for an extension field and then does not find the network.
  own.forEach((_, name) => {
    if (!known.networks.has(name) || name.startsWith('x-'))
      report(say.undefinedReference, where(subject, 'networks', name), { kind: 'network', name, section: 'networks' });
  });
}

function references(
  subject: Subject,
  kind: string,
  section: 'secrets' | 'configs',
  from: Node | undefined,
  ...path: Path
): void {
  items(from).forEach((item, index) => {
    const name = text(get(item, 'source')) ?? '';
    if (!subject.known[section].has(name))
      subject.report(say.undefinedReference, where(subject, ...path, index), { kind, name, section });
  });
}

export function files(subject: Subject): void {
  const { service } = subject;
  references(subject, 'config', 'configs', get(service, 'configs'), 'configs');
  references(subject, 'secret', 'secrets', get(service, 'secrets'), 'secrets');
  entries(get(service, 'models')).forEach((_, name) => {
    if (!subject.known.models.has(name))
      subject.report(say.undefinedReference, where(subject, 'models', name), {
        kind: 'model',
        name,
        section: 'models',
      });
  });
}

/** A mount as a service writes it: below which key, and there at which index. */
interface Mount {
  readonly key: 'tmpfs' | 'volumes';
  readonly index: number;
}

export function mounts(subject: Subject): void {
  const { service, known, report } = subject;
  const temporary = items(get(service, 'tmpfs'));
  const volumes = items(get(service, 'volumes'));
  // One alone cannot meet another.
  const seen = temporary.length + volumes.length > 1 ? new Map<string, Mount>() : undefined;
  if (seen)
    temporary.forEach((item, index) => {
      claim((text(item) ?? '').split(':')[0] ?? '', { key: 'tmpfs', index }, seen, subject);
    });
  volumes.forEach((item, index) => {
    const name = text(get(item, 'type')) === 'volume' ? text(get(item, 'source')) : undefined;
    if (name && !known.volumes.has(name))
      report(say.undefinedReference, where(subject, 'volumes', index), { kind: 'volume', name, section: 'volumes' });
    const target = seen && text(get(item, 'target'));
    if (seen && target !== undefined) claim(target, { key: 'volumes', index }, seen, subject);
  });
}

/** Notes what is mounted at a path, and reports what is mounted there already. */
function claim(target: string, mount: Mount, seen: Map<string, Mount>, subject: Subject): void {
  const other = seen.get(target);
  if (!other) {
    seen.set(target, mount);
    return;
  }
  const at = ({ key, index }: Mount) => where(subject, key, index).path;
  const also = [{ path: at(other), message: 'mounted here too' }];
  subject.report(say.targetTwice, { path: at(mount), also }, { target });
}

const prefixes: ReadonlySet<string> = new Set(['CMD', 'CMD-SHELL', 'NONE']);

export function health(subject: Subject): void {
  const first = items(get(get(subject.service, 'healthcheck'), 'test'))[0];
  if (first && !prefixes.has(text(first) ?? '')) subject.report(say.badTest, where(subject, 'healthcheck', 'test', 0));
}

export function dependencies(subject: Subject): void {
  const { service, known, inactive, report } = subject;
  entries(get(service, 'depends_on')).forEach(({ value: dependency }, name) => {
    if (known.services.has(name)) return;
    const required = get(dependency, 'required');
    const optional = required?.kind === 'scalar' && required.value === false;
    const disabled = inactive.has(name);
    if (!(disabled && optional))
      report(say.undefinedDependency, where(subject, 'depends_on', name), { name, disabled });
  });
}

/** The two spellings of a limit; where the second one's mapping is there, they must agree. */
const twins = [
  { key: 'cpus', group: 'limits', other: 'cpus' },
  { key: 'mem_limit', group: 'limits', other: 'memory' },
  { key: 'mem_reservation', group: 'reservations', other: 'memory' },
  { key: 'pids_limit', group: 'limits', other: 'pids' },
];

export function limits(subject: Subject): void {
  const { service, report } = subject;
  const resources = get(get(service, 'deploy'), 'resources');
  for (const { key, group, other } of twins) {
    const own = value(get(service, key));
    const there = get(resources, group);
    if (own === undefined || own === '0' || !present(there)) continue;
    if (value(get(there, other)) !== own)
      report(say.distinctValues, where(subject, key), { one: key, other: `deploy.resources.${group}.${other}` });
  }
}

const number = (node: Node | undefined): number | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;

export function replicas(subject: Subject): void {
  const { service, report } = subject;
  const scale = number(get(service, 'scale'));
  const replicas = number(get(get(service, 'deploy'), 'replicas'));
  if (scale !== undefined && scale < 0) report(say.negative, where(subject, 'scale'), { key: 'scale' });
  if (replicas !== undefined && replicas < 0 && scale === undefined)
    report(say.negative, where(subject, 'deploy', 'replicas'), { key: 'deploy.replicas' });
  if (scale !== undefined && replicas !== undefined && scale !== replicas)
    report(say.distinctValues, where(subject, 'scale'), { one: 'scale', other: 'deploy.replicas' });
  if ((scale ?? replicas ?? 1) > 1 && value(get(service, 'container_name')))
    report(say.nameNotUnique, where(subject, 'container_name'), {
      attribute: scale === undefined ? 'deploy.replicas' : 'scale',
    });
}

export function watch(subject: Subject): void {
  items(get(get(subject.service, 'develop'), 'watch')).forEach((rule, index) => {
    const path = ['develop', 'watch', index];
    if (text(get(rule, 'path')) === '') subject.report(say.watchPath, where(subject, ...path, 'path'));
    const rebuilds = ['rebuild', 'restart'].includes(text(get(rule, 'action')) ?? '');
    if (!rebuilds && !value(get(rule, 'target'))) subject.report(say.watchTarget, where(subject, ...path));
  });
}
