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
  readonly own: ReadonlyMap<string, Entry>;
  readonly known: Known;
  readonly inactive: ReadonlySet<string>;
  readonly report: Report;
}

/** A value that counts as set: not null, not false, not zero, not empty. */
function value(node: Node | undefined): string | number | bigint | boolean | undefined {
  if (node?.kind !== 'scalar' || !node.value) return undefined;
  return node.value;
}

const own = (subject: Subject, key: string): Node | undefined => subject.own.get(key)?.value;

const where = (subject: Subject, ...path: Path) => ({ path: ['services', subject.name, ...path] });

export function runs(subject: Subject): void {
  if (value(own(subject, 'image')) || present(own(subject, 'build')) || present(own(subject, 'provider'))) return;
  // Who extends what cannot be found has been told; an image may well stand there.
  if (!subject.own.has('extends')) subject.report(say.nothingToRun, where(subject));
}

export function build(subject: Subject): void {
  const { report } = subject;
  const built = own(subject, 'build');
  if (value(get(built, 'dockerfile_inline')) && value(get(built, 'dockerfile')))
    report(say.conflict, where(subject, 'build', 'dockerfile_inline'), {
      one: 'build.dockerfile',
      other: 'build.dockerfile_inline',
    });
  const [platforms, platform] = [items(get(built, 'platforms')), text(own(subject, 'platform'))];
  if (platform && platforms.length > 0 && !platforms.some((one) => text(one) === platform))
    report(say.platformNotBuilt, where(subject, 'build', 'platforms'), { platform });
  references(subject, 'build secret', 'secrets', get(built, 'secrets'), 'build', 'secrets');
}

export function networks(subject: Subject): void {
  const { known, report } = subject;
  const named = own(subject, 'networks');
  // What joins the default network because it names none fits: that network is declared where it is used.
  if (named?.marks?.implied) return;
  const joined = entries(named);
  if (joined.size > 0 && value(own(subject, 'network_mode')))
    report(say.conflict, where(subject, 'network_mode'), { one: 'network_mode', other: 'networks' });
  // The reference takes such a name for an extension field and then does not find the network.
  joined.forEach((_, name) => {
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
  references(subject, 'config', 'configs', own(subject, 'configs'), 'configs');
  references(subject, 'secret', 'secrets', own(subject, 'secrets'), 'secrets');
  entries(own(subject, 'models')).forEach((_, name) => {
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
  const { known, report } = subject;
  const volumes = items(own(subject, 'volumes'));
  for (let index = 0; index < volumes.length; index++) {
    const volume = volumes[index];
    const name = text(get(volume, 'source'));
    if (name && !known.volumes.has(name) && text(get(volume, 'type')) === 'volume')
      report(say.undefinedReference, where(subject, 'volumes', index), { kind: 'volume', name, section: 'volumes' });
  }
  const temporary = items(own(subject, 'tmpfs'));
  // One alone cannot meet another.
  if (temporary.length + volumes.length > 1) targets(temporary, volumes, subject);
}

function targets(temporary: readonly Node[], volumes: readonly Node[], subject: Subject): void {
  const seen = new Map<string, Mount>();
  temporary.forEach((item, index) => {
    claim((text(item) ?? '').split(':')[0] ?? '', { key: 'tmpfs', index }, seen, subject);
  });
  volumes.forEach((item, index) => {
    const target = text(get(item, 'target'));
    if (target !== undefined) claim(target, { key: 'volumes', index }, seen, subject);
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
  const first = items(get(own(subject, 'healthcheck'), 'test'))[0];
  if (first && !prefixes.has(text(first) ?? '')) subject.report(say.badTest, where(subject, 'healthcheck', 'test', 0));
}

export function dependencies(subject: Subject): void {
  const { known, inactive, report } = subject;
  entries(own(subject, 'depends_on')).forEach(({ value: dependency }, name) => {
    if (known.services.has(name)) return;
    const required = get(dependency, 'required');
    const optional = required?.kind === 'scalar' && required.value === false;
    const disabled = inactive.has(name);
    if (!(disabled && optional))
      report(say.undefinedDependency, where(subject, 'depends_on', name), { name, disabled, waits: true });
    else if (text(own(subject, 'network_mode')) === `service:${name}`)
      report(say.undefinedDependency, where(subject, 'network_mode'), { name, disabled, waits: false });
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
  const resources = get(own(subject, 'deploy'), 'resources');
  for (const { key, group, other } of twins) {
    const here = value(own(subject, key));
    const there = get(resources, group);
    if (here === undefined || here === '0' || !present(there)) continue;
    if (value(get(there, other)) !== here)
      subject.report(say.distinctValues, where(subject, key), {
        one: key,
        other: `deploy.resources.${group}.${other}`,
      });
  }
}

const number = (node: Node | undefined): number | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;

export function replicas(subject: Subject): void {
  const { report } = subject;
  const scale = number(own(subject, 'scale'));
  const replicas = number(get(own(subject, 'deploy'), 'replicas'));
  if (scale !== undefined && scale < 0) report(say.negative, where(subject, 'scale'), { key: 'scale' });
  if (replicas !== undefined && replicas < 0 && scale === undefined)
    report(say.negative, where(subject, 'deploy', 'replicas'), { key: 'deploy.replicas' });
  if (scale !== undefined && replicas !== undefined && scale !== replicas)
    report(say.distinctValues, where(subject, 'scale'), { one: 'scale', other: 'deploy.replicas' });
  if ((scale ?? replicas ?? 1) > 1 && value(own(subject, 'container_name')))
    report(say.nameNotUnique, where(subject, 'container_name'), {
      attribute: scale === undefined ? 'deploy.replicas' : 'scale',
    });
}

export function watch(subject: Subject): void {
  items(get(own(subject, 'develop'), 'watch')).forEach((rule, index) => {
    const path = ['develop', 'watch', index];
    if (text(get(rule, 'path')) === '') subject.report(say.watchPath, where(subject, ...path, 'path'));
    const rebuilds = ['rebuild', 'restart'].includes(text(get(rule, 'action')) ?? '');
    if (!rebuilds && !value(get(rule, 'target'))) subject.report(say.watchTarget, where(subject, ...path));
  });
}
