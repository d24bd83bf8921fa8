import { limits } from '../ecs/facts/limits.ts';
import type { Cluster, TaskGroup } from './group.ts';
import { alike, classDifference, classKey, heldPorts, type Traits } from './splits.ts';

interface Bin {
  readonly clusters: Cluster[];
  readonly reasons: string[];
}

/** Clusters that may share a task. */
interface Class {
  readonly members: Cluster[];
  /** How many services they are. */
  size: number;
}

/**
 * On bridge and host the project stays one task as far as it can: services that differ in what a task has only one of form
 * tasks of their own, a service whose port is taken is split off alone, and where more than ten remain, each is apart.
 * On awsvpc only what must be together is.
 */
export function pack(clusters: readonly Cluster[]): TaskGroup[] {
  const classes = classesOf(clusters);
  const largest = classes.reduce<Class | undefined>(
    (best, each) => (best && best.size >= each.size ? best : each),
    undefined,
  );
  const groups = classes.map((own) => {
    const other = own === largest ? classes.find((each) => each !== largest) : largest;
    const apart = other ? differs(own.members, other.members) : [];
    return divide(own, apart, classes.length === 1);
  });
  return groups.length === 1 ? (groups[0] ?? []) : groups.flat();
}

/** A service without a written platform joins the commonest. */
function classesOf(clusters: readonly Cluster[]): Class[] {
  const common = commonPlatform(clusters);
  const classes = new Map<string, Class>();
  let last: { readonly traits: Traits; readonly own: Class } | undefined;
  clusters.forEach((cluster) => {
    const { traits, services } = cluster;
    if (!last || !alike(last.traits, traits)) {
      const key = classKey(common && !traits.platform ? { ...traits, platform: common } : traits);
      const own = classes.get(key) ?? { members: [], size: 0 };
      classes.set(key, own);
      last = { traits, own };
    }
    last.own.members.push(cluster);
    last.own.size += services.length;
  });
  return [...classes.values()];
}

function commonPlatform(clusters: readonly Cluster[]): string | undefined {
  const platforms = new Map<string, number>();
  clusters.forEach(({ traits: { platform }, services }) => {
    if (platform) platforms.set(platform, (platforms.get(platform) ?? 0) + services.length);
  });
  const [common] = [...platforms].sort((a, b) => b[1] - a[1]);
  return common?.[0];
}

const firstName = (clusters: readonly Cluster[]): string => clusters[0]?.services[0]?.name ?? '';

function differs(members: readonly Cluster[], others: readonly Cluster[]): string[] {
  const [a, b] = [members[0], others[0]];
  if (!a || !b) return [];
  const split = classDifference(firstName(members), a.traits, firstName(others), b.traits);
  return split ? [`Apart from ${firstName(others)}: ${split}.`] : [];
}

function divide({ members, size }: Class, apart: readonly string[], alone: boolean): TaskGroup[] {
  const network = members[0]?.traits.network;
  const named = members[0]?.traits.task !== undefined;
  const separate = (reason: string): TaskGroup[] => {
    const shared = [...apart, reason];
    return members.map(({ services, traits, reasons }) => ({ services, traits, reasons: joined(reasons, shared) }));
  };
  if (!named && network !== 'bridge' && network !== 'host')
    return separate(`In ${network} mode services share a task only where they must.`);
  if (size > limits.containersPerTask)
    return separate(
      `${alone ? 'The project has' : 'There are'} ${size} containers and a task holds at most ${limits.containersPerTask}, so that services share a task only where they must.`,
    );
  return separatePorts(members, alone).map((bin) => toGroup(bin, apart));
}

/** Both, each sentence once. */
const joined = (reasons: readonly string[], more: readonly string[]): readonly string[] =>
  reasons.length === 0 ? more : [...new Set([...reasons, ...more])];

/** The first holder of a port stays; a later one is split off alone. */
function separatePorts(members: readonly Cluster[], alone: boolean): Bin[] {
  const main: Bin = { clusters: [], reasons: [] };
  const bins = [main];
  const holders = new Map<string, string>();
  for (const cluster of members) {
    const ports = cluster.services.flatMap((facts) =>
      heldPorts(facts, cluster.traits.network).map((port) => ({ ...port, name: facts.name })),
    );
    const taken = ports.find(({ key }) => holders.has(key));
    if (taken) {
      const reason = `Apart from ${holders.get(taken.key)}: both publish ${taken.label}.`;
      bins.push({ clusters: [cluster], reasons: [reason] });
      main.reasons.push(`Without ${cluster.services[0]?.name}, which publishes ${taken.label} too.`);
      continue;
    }
    for (const { key, name } of ports) holders.set(key, name);
    main.clusters.push(cluster);
  }
  const count = main.clusters.reduce((sum, { services }) => sum + services.length, 0);
  const network = members[0]?.traits.network ?? 'bridge';
  if (alone && bins.length === 1)
    main.reasons.push(
      `The whole project fits one ${network} task: ${count === 1 ? 'one container' : `${count} containers`}.`,
    );
  else if (main.clusters.length > 1)
    main.reasons.push(`Nothing keeps these ${count} services apart, and on ${network} a task can hold them all.`);
  return bins;
}

function toGroup({ clusters, reasons }: Bin, apart: readonly string[]): TaskGroup {
  const platform = clusters.find(({ traits }) => traits.platform)?.traits.platform;
  const traits = clusters[0]?.traits ?? { network: 'bridge', run: 'service', count: 1, platform, task: undefined };
  return {
    services: clusters.flatMap(({ services }) => services),
    traits: { ...traits, platform },
    reasons: [...new Set([...clusters.flatMap((cluster) => cluster.reasons), ...apart, ...reasons])],
  };
}
