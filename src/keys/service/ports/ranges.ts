import { limits } from '../../../ecs/facts/limits.ts';
import type { NetworkMode, PortMapping } from '../../../ecs/model.ts';

/**
 * A long list of neighbouring ports as ranges, where ECS takes them: in bridge and awsvpc mode, without a host port of their own.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export function asRanges(mappings: PortMapping[], mode: NetworkMode): PortMapping[] {
  if (mappings.length <= limits.portRangesPerContainer || mode === 'host') return mappings;
  const runs: PortMapping[][] = [];
  for (const mapping of mappings) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && follows(last, mapping)) run.push(mapping);
    else runs.push([mapping]);
  }
  return runs.map((run) => range(run));
}

/** Static host ports; an instance reserves a limited number of them. */
export const staticPorts = (mappings: readonly PortMapping[]): number =>
  mappings.reduce((count, { hostPort = 0 }) => (hostPort > 0 ? count + 1 : count), 0);

const free = ({ hostPort = 0, name, appProtocol }: PortMapping): boolean =>
  hostPort === 0 && name === undefined && appProtocol === undefined;

const follows = (a: PortMapping, b: PortMapping): boolean =>
  free(a) && free(b) && a.protocol === b.protocol && (a.containerPort ?? 0) + 1 === b.containerPort;

function range(run: readonly PortMapping[]): PortMapping {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || first === last) return first ?? {};
  const { protocol } = first;
  const containerPortRange = `${first.containerPort}-${last?.containerPort}`;
  return { containerPortRange, ...(protocol === undefined ? {} : { protocol }) };
}
