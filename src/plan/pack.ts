import { limits } from '../ecs/facts/limits.ts';
import type { Cluster, TaskGroup } from './group.ts';
import { classDifference, classKey, heldPorts, type Traits } from './splits.ts';

interface Bin {
  readonly clusters: Cluster[];
  readonly reasons: string[];
}

/**
 * On bridge and host the project stays one task as far as it can: services that differ in what a task has only one of form
 * tasks of their own, a service whose port is taken is split off alone, and where more than ten remain, each is apart.
 * On awsvpc only what must be together is.
 */
export function pack(clusters: readonly Cluster[]): TaskGroup[] {
  const classes = classesOf(clusters);
  const largest = [...classes.values()].reduce<readonly Cluster[]>(
    (best, each) => (size(each) > size(best) ? each : best),
    [],
  );
  return [...classes.values()].flatMap((members) => {
    const other = members === largest ? [...classes.values()].find((each) => each !== largest) : largest;
    const apart = other ? differs(members, other) : [];
    return divide(members, classes.size === 1).map((bin) => toGroup(bin, apart));
  });
}

const size = (clusters: readonly Cluster[]): number => clusters.reduce((sum, { services }) => sum + services.length, 0);

/** A service without a written platform joins the commonest. */
function classesOf(clusters: readonly Cluster[]): Map<string, Cluster[]> {
  const platforms = new Map<string, number>();
  for (const { traits, services } of clusters)
    if (traits.platform) platforms.set(traits.platform, (platforms.get(traits.platform) ?? 0) + services.length);
  const [common] = [...platforms].sort((a, b) => b[1] - a[1]);
  const classes = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const { traits } = cluster;
    const key = classKey(common && !traits.platform ? { ...traits, platform: common[0] } : traits);
    const members = classes.get(key);
    if (members) members.push(cluster);
    else classes.set(key, [cluster]);
  }
  return classes;
}

const firstName = (clusters: readonly Cluster[]): string => clusters[0]?.services[0]?.name ?? '';

function differs(members: readonly Cluster[], others: readonly Cluster[]): string[] {
  const [a, b] = [members[0], others[0]];
  if (!a || !b) return [];
  const split = classDifference(firstName(members), a.traits, firstName(others), b.traits);
  return split ? [`Apart from ${firstName(others)}: ${split}.`] : [];
}

function divide(members: readonly Cluster[], alone: boolean): Bin[] {
  const network = members[0]?.traits.network;
  const named = members[0]?.traits.task !== undefined;
  const separate = (reason: string): Bin[] => {
    const reasons = [reason];
    return members.map((cluster) => ({ clusters: [cluster], reasons }));
  };
  if (!named && network !== 'bridge' && network !== 'host')
    return separate(`In ${network} mode services share a task only where they must.`);
  const count = size(members);
  if (count > limits.containersPerTask)
    return separate(
      `${alone ? 'The project has' : 'There are'} ${count} containers and a task holds at most ${limits.containersPerTask}, so that services share a task only where they must.`,
    );
  return separatePorts(members, alone);
}

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
  const count = size(main.clusters);
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
  const services: string[] = [];
  const all: string[] = [];
  let platform: string | undefined;
  clusters.forEach((cluster) => {
    for (const { name } of cluster.services) services.push(name);
    all.push(...cluster.reasons);
    platform ??= cluster.traits.platform;
  });
  all.push(...apart, ...reasons);
  const traits: Traits = clusters[0]?.traits ?? { network: 'bridge', run: 'service', count: 1 };
  return {
    services,
    traits: platform ? { ...traits, platform } : traits,
    reasons: all.length > 1 ? [...new Set(all)] : all,
  };
}
