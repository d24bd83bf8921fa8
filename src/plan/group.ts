import { declare, type Report } from '../diagnostics/declare.ts';
import { limits } from '../ecs/facts/limits.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { Options } from '../options/options.ts';
import { groupedBy } from '../source/grouped-by.ts';
import type { Path } from '../source/node.ts';
import { pack } from './pack.ts';
import type { ServiceFacts, Services } from './services.ts';
import { difference, heldPorts, type Traits } from './splits.ts';
import type { Tie } from './ties.ts';
import { Union } from './union.ts';

export const tieMeetsSplit = declare<{ tie: string; split: string }>(() => ({
  code: 'grouping/tie-meets-split',
  severity: 'error',
  message: ({ tie, split }) => `These services must share a task and cannot: ${tie}, but ${split}.`,
  why: 'All containers of a task are started together, as often as the task, on one instance and with one network mode.',
  fix: 'Remove what ties them, or make what separates them the same.',
  see: pages.parameters,
}));

export const tooManyTied = declare<{ count: number; ties: readonly string[] }>(() => ({
  code: 'grouping/too-many-tied',
  severity: 'error',
  message: ({ count, ties }) =>
    `${count} services must share one task, which holds ${limits.containersPerTask} containers: ${some(ties)}.`,
  why: 'ECS takes at most ten containers in a task definition.',
  fix: 'Remove some of the ties: use network aliases and Service Connect instead of links, EFS instead of a shared volume.',
  see: pages.quotas,
}));

export const tieCut = declare<{ tie: string }>(() => ({
  code: 'grouping/tie-cut',
  severity: 'error',
  message: ({ tie }) => `--group service would separate services that only work together: ${tie}.`,
  why: 'Links, shared volumes and shared namespaces exist only inside one task.',
  fix: 'Use --group auto, which keeps such services together, or remove the tie.',
  see: pages.parameters,
}));

export const projectDoesNotFit = declare<{ split: string }>(() => ({
  code: 'grouping/project-does-not-fit',
  severity: 'error',
  message: ({ split }) => `--group project asks for one task, but ${split}.`,
  why: 'All containers of a task are started together, as often as the task, on one instance and with one network mode.',
  fix: 'Use --group auto, which splits the project only as far as it must be.',
  see: pages.parameters,
}));

const some = (texts: readonly string[]): string =>
  texts.length > 4 ? `${texts.slice(0, 3).join('; ')}; and ${texts.length - 3} more` : texts.join('; ');

/** Services of one task in file order, and why it is these. */
export interface TaskGroup {
  readonly services: readonly ServiceFacts[];
  readonly traits: Traits;
  readonly reasons: readonly string[];
}

export interface Grouping {
  readonly services: Services;
  /** By the service's rank. */
  readonly traits: readonly Traits[];
  readonly ties: readonly Tie[];
  readonly options: Options;
  readonly report: Report;
}

/** Services that only work together, in file order. */
export interface Cluster {
  readonly services: readonly ServiceFacts[];
  readonly traits: Traits;
  readonly reasons: readonly string[];
}

/** Which services share a task: what must be together is, what can be is kept together on bridge and host. */
export function group(grouping: Grouping): TaskGroup[] {
  const { options, report, ties } = grouping;
  if (options.group === 'service') {
    for (const { reason, path } of ties) report(tieCut, { path }, { tie: reason });
    return single(grouping);
  }
  const clusters = findClusters(grouping);
  if (options.group === 'auto') return pack(clusters);
  return whole(clusters, report);
}

function single({ services, traits }: Grouping): TaskGroup[] {
  return [...services.values()].map((facts) => ({
    services: [facts],
    traits: traits[facts.rank] ?? fallback,
    reasons: ['--group service gives each service a task of its own.'],
  }));
}

const fallback: Traits = { network: 'bridge', run: 'service', count: 1, platform: undefined, task: undefined };

function findClusters(grouping: Grouping): Cluster[] {
  const { services, traits, ties } = grouping;
  const union = new Union();
  ties.forEach(({ a, b }) => {
    union.join(a, b);
  });
  const tiesOf = groupedBy(ties, ({ a }) => union.find(a) ?? a);
  return union.sets(services).map((members) => {
    const first = members[0];
    if (members.length === 1) return { services: members, traits: traits[first?.rank ?? 0] ?? fallback, reasons: none };
    const own = tiesOf.get(union.find(first?.name ?? '') ?? '') ?? [];
    checkCluster(members, own, grouping);
    return { services: members, traits: clusterTraits(members, traits), reasons: [...new Set(own.map(sentence))] };
  });
}

const none: readonly string[] = [];

export const sentence = ({ reason }: { readonly reason: string }): string => `${reason}.`;

/** The first service's, with the platform and the task name of whoever writes one. */
function clusterTraits(members: readonly ServiceFacts[], traits: readonly Traits[]): Traits {
  const all = members.map(({ rank }) => traits[rank] ?? fallback);
  const platform = all.find((each) => each.platform !== undefined)?.platform;
  const task = all.find((each) => each.task !== undefined)?.task;
  return { ...(all[0] ?? fallback), platform, task };
}

function checkCluster(
  members: readonly ServiceFacts[],
  ties: readonly Tie[],
  { services, traits, report }: Grouping,
): void {
  const traitsOf = (name: string): Traits => traits[services.get(name)?.rank ?? -1] ?? fallback;
  for (const { a, b, reason, path } of ties) {
    const split = difference(a, traitsOf(a), b, traitsOf(b));
    if (split) report(tieMeetsSplit, { path }, { tie: reason, split });
  }
  let reasons: ReadonlyMap<string, string> | undefined;
  const holders = new Map<string, { readonly name: string; readonly path: Path }>();
  for (const facts of members) {
    const { name } = facts;
    for (const port of heldPorts(facts, traitsOf(name).network)) {
      const other = holders.get(port.key);
      if (!other) holders.set(port.key, { name, path: port.path });
      else if (other.name !== name) {
        reasons ??= firstTies(ties);
        const tie = reasons.get(name) ?? '';
        const also = [{ path: other.path, message: 'the same port is published here' }];
        report(
          tieMeetsSplit,
          { path: port.path, also },
          { tie, split: `${other.name} and ${name} both publish ${port.label}` },
        );
      }
    }
  }
  if (members.length > limits.containersPerTask)
    report(
      tooManyTied,
      { path: ['services', members[0]?.name ?? ''] },
      { count: members.length, ties: ties.map(({ reason }) => reason) },
    );
}

/** What ties each service first. */
function firstTies(ties: readonly Tie[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { a, b, reason } of ties) for (const name of [a, b]) if (!first.has(name)) first.set(name, reason);
  return first;
}

/** `--group project`: one task, or an error for each thing in the way. */
function whole(clusters: readonly Cluster[], report: Report): TaskGroup[] {
  const [first] = clusters;
  if (!first) return [];
  const services = clusters.flatMap((cluster) => cluster.services);
  const complain = (split: string, path: Path): void => report(projectDoesNotFit, { path }, { split });
  const firstName = first.services[0]?.name ?? '';
  for (const cluster of clusters.slice(1)) {
    const name = cluster.services[0]?.name ?? '';
    const split = difference(firstName, first.traits, name, cluster.traits);
    if (split) complain(split, ['services', name]);
  }
  const holders = new Map<string, string>();
  for (const facts of services)
    for (const { key, label, path } of heldPorts(facts, first.traits.network)) {
      const other = holders.get(key) ?? facts.name;
      holders.set(key, other);
      if (other !== facts.name) complain(`${other} and ${facts.name} both publish ${label}`, path);
    }
  if (services.length > limits.containersPerTask)
    complain(`${services.length} containers are more than the ${limits.containersPerTask} a task may hold`, [
      'services',
    ]);
  const reasons = [
    '--group project puts the whole project into one task.',
    ...clusters.flatMap(({ reasons }) => reasons),
  ];
  return [{ services, traits: first.traits, reasons }];
}
