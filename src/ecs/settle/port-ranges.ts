import { addToGroup } from '../../source/grouped-by.ts';
import { limits } from '../facts/limits.ts';
import type { NetworkMode, PortMapping } from '../model.ts';
import type { Decision } from './context.ts';
import { cutAt, type Interval, overlap, united } from './intervals.ts';

/**
 * A long list of ports as ranges, where ECS takes them: in bridge and awsvpc mode, without a host port of their own.
 * Last of all that is decided about ports, as a port may be in one mapping only.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const portRanges: Decision = ({ task: { plan, containers, service } }) => {
  if (plan.networkMode !== 'bridge' && plan.networkMode !== 'awsvpc') return;
  for (const { definition } of containers) {
    const { name, portMappings } = definition;
    if (!portMappings || !asksForRanges(portMappings)) continue;
    const balanced = (service.loadBalancers ?? []).filter(({ containerName }) => containerName === name);
    const used = balanced.flatMap(({ containerPort }) => containerPort ?? []);
    definition.portMappings = asRanges(portMappings, used, plan.networkMode);
  }
};

export const asksForRanges = (mappings: readonly PortMapping[] = []): boolean =>
  mappings.length > limits.portRangesPerContainer || mappings.some(isRange);

const isRange = ({ containerPortRange }: PortMapping): boolean => containerPortRange !== undefined;

/** Neighbours as ranges, in ascending order. What has a host port or a name stays as it is, and a port of `used` by itself. */
export function asRanges(mappings: readonly PortMapping[], used: readonly number[], mode: NetworkMode): PortMapping[] {
  const fixed = mappings.filter((mapping) => !isFree(mapping));
  const spans = new Map<string, Interval[]>();
  for (const mapping of mappings) if (isFree(mapping)) addToGroup(spans, protocolOf(mapping), intervalOf(mapping));
  const free = [...spans].map(([protocol, all]) => [protocol, united(all)] as const);
  const alone = [...new Set([...used, ...fixed.map((each) => intervalOf(each).from), ...ofBoth(free)])];
  alone.sort((a, b) => a - b);
  const mapped = new Set(fixed.filter(hasNoHostPort).map(keyOf));
  const made = free.flatMap(([protocol, all]) =>
    cutAt(all, alone)
      .map((interval) => mappingOf(interval, protocol, mode))
      .filter((mapping) => isRange(mapping) || !mapped.has(keyOf(mapping))),
  );
  return [...made, ...fixed].sort((a, b) => intervalOf(a).from - intervalOf(b).from);
}

const hasNoHostPort = ({ hostPort = 0 }: PortMapping): boolean => hostPort === 0;
const isFree = (mapping: PortMapping): boolean =>
  hasNoHostPort(mapping) && mapping.name === undefined && mapping.appProtocol === undefined;
const protocolOf = ({ protocol = 'tcp' }: PortMapping): string => protocol;
const keyOf = (mapping: PortMapping): string => `${mapping.containerPort}/${protocolOf(mapping)}`;

/** The ports that a mapping holds. */
export function intervalOf({ containerPort = 0, containerPortRange }: PortMapping): Interval {
  const [from = containerPort, to = from] = containerPortRange?.split('-').map(Number) ?? [];
  return { from, to };
}

function mappingOf({ from, to }: Interval, protocol: string, mode: NetworkMode): PortMapping {
  return {
    ...(from < to ? { containerPortRange: `${from}-${to}` } : { containerPort: from }),
    ...(from === to && mode === 'bridge' ? { hostPort: 0 } : {}),
    ...(protocol === 'tcp' ? {} : { protocol }),
  };
}

/** Ports of more than one protocol, which no range may hold. More of them than ranges are left to the law that refuses those. */
function ofBoth([one, other]: readonly (readonly [string, readonly Interval[]])[]): readonly number[] {
  const both = one && other ? overlap(one[1], other[1]) : [];
  const count = both.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (count > limits.portRangesPerContainer) return [];
  return both.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
}
