import type { Port } from '../compose/model.ts';
import type { NetworkMode } from '../ecs/model.ts';
import type { Path } from '../source/node.ts';
import type { ServiceFacts } from './services.ts';

/** What all services of one task must have in common. */
export interface Traits {
  readonly network: NetworkMode;
  readonly run: 'service' | 'daemon' | 'job';
  readonly count: number;
  /** Absent: none is written, any will do. */
  readonly platform: string | undefined;
  /** `x-ecs.task`. */
  readonly task: string | undefined;
}

type Trait = keyof Traits;

/** In the order in which a difference is told. */
const order: readonly Trait[] = ['run', 'count', 'network', 'platform', 'task'];

const runs = { service: 'a service', daemon: 'one copy on each instance (mode: global)', job: 'a job' } as const;

const told: { readonly [T in Trait]: (name: string, traits: Traits) => string } = {
  run: (name, { run }) => `${name} runs as ${runs[run]}`,
  count: (name, { count }) => `${name} runs ${count === 1 ? 'once' : `${count} times`}`,
  network: (name, { network }) => `${name} uses the network mode ${network}`,
  platform: (name, { platform }) => `${name} is built for ${platform}`,
  task: (name, { task }) => (task === undefined ? `${name} names no task` : `${name} belongs to the task ${task}`),
};

/** `runs 3 times` against `runs once`: the first trait in which two services differ, told for both; undefined when they can share a task. */
export function difference(a: string, ta: Traits, b: string, tb: Traits): string | undefined {
  const trait = order.find((key) => ta[key] !== undefined && tb[key] !== undefined && ta[key] !== tb[key]);
  return trait && `${told[trait](a, ta)}, ${told[trait](b, tb)}`;
}

/** As `difference`, but one of the two may name a task while the other does not. */
export function classDifference(a: string, ta: Traits, b: string, tb: Traits): string | undefined {
  return difference(a, ta, b, tb) ?? (ta.task === tb.task ? undefined : `${told.task(a, ta)}, ${told.task(b, tb)}`);
}

export const alike = (a: Traits, b: Traits): boolean =>
  a.network === b.network && a.run === b.run && a.count === b.count && a.platform === b.platform && a.task === b.task;

/** Services with the same key may share a task, as far as their host ports allow. Only a platform may have spaces in it. */
export const classKey = ({ network, run, count, platform, task }: Traits): string =>
  `${network} ${run} ${count} ${task ?? ''} ${platform ?? ''}`;

export interface HeldPort {
  /** `tcp 80`. */
  readonly key: string;
  readonly label: string;
  readonly path: Path;
}

const isLoopback = (address: string): boolean => /^(127\.|\[?::1\]?$|localhost$)/.test(address);

/**
 * Ports that only one container of a task can have: on bridge the static host ports, on host and awsvpc the container ports.
 * A port published on loopback gets no mapping. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export function heldPorts({ name, service }: ServiceFacts, network: NetworkMode): HeldPort[] {
  if (network === 'none') return [];
  const held: HeldPort[] = [];
  (service.ports ?? []).forEach((port, at) => {
    const number = network === 'bridge' ? staticHostPort(port) : port.target;
    if (number === undefined) return;
    const protocol = port.protocol === 'udp' ? 'udp' : 'tcp';
    const kind = network === 'bridge' ? 'host port' : 'port';
    held.push({
      key: `${protocol} ${number}`,
      label: `${kind} ${number}${protocol === 'udp' ? '/udp' : ''}`,
      path: ['services', name, 'ports', at],
    });
  });
  return held;
}

function staticHostPort({ published, host_ip }: Port): number | undefined {
  if (!published || (host_ip && isLoopback(host_ip))) return undefined;
  const first = Number(published.split('-')[0]);
  return Number.isInteger(first) && first > 0 ? first : undefined;
}
