import type { ContainerDraft, TaskDraft } from '../draft.ts';
import { limits } from '../facts/limits.ts';
import type { PortMapping } from '../model.ts';
import type { Decision } from './context.ts';

/**
 * A long list of neighbouring ports as ranges, where ECS takes them: in bridge and awsvpc mode, without a host port of their own.
 * Last of all that is decided about ports, as a port may be in one mapping only: what Service Connect or a target group
 * uses, or what is mapped twice, stays by itself.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const portRanges: Decision = ({ task }) => {
  if (task.plan.networkMode !== 'bridge' && task.plan.networkMode !== 'awsvpc') return;
  for (const container of task.containers) {
    const { definition } = container;
    if (hasManyPorts(container) && definition.portMappings)
      definition.portMappings = asRanges(definition.portMappings, ownPorts(container, task));
  }
};

export const hasManyPorts = ({ definition: { portMappings } }: ContainerDraft): boolean =>
  (portMappings?.length ?? 0) > limits.portRangesPerContainer;

/** Ports that need a mapping of their own. */
function ownPorts({ definition: { name, portMappings = [] } }: ContainerDraft, { service }: TaskDraft): Set<number> {
  const own = new Set<number>();
  for (const { containerName, containerPort } of service.loadBalancers ?? [])
    if (containerName === name && containerPort !== undefined) own.add(containerPort);
  const seen = new Set<number>();
  for (const { containerPort = 0 } of portMappings) {
    if (seen.has(containerPort)) own.add(containerPort);
    seen.add(containerPort);
  }
  return own;
}

function asRanges(mappings: readonly PortMapping[], own: ReadonlySet<number>): PortMapping[] {
  const free = ({ containerPort = 0, hostPort = 0, name, appProtocol }: PortMapping): boolean =>
    hostPort === 0 && name === undefined && appProtocol === undefined && !own.has(containerPort);
  const follows = (a: PortMapping, b: PortMapping): boolean =>
    free(a) && free(b) && a.protocol === b.protocol && (a.containerPort ?? 0) + 1 === b.containerPort;
  const runs: PortMapping[][] = [];
  for (const mapping of mappings) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && follows(last, mapping)) run.push(mapping);
    else runs.push([mapping]);
  }
  return runs.map(range);
}

function range(run: readonly PortMapping[]): PortMapping {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || first === last) return first ?? {};
  const { protocol } = first;
  const containerPortRange = `${first.containerPort}-${last?.containerPort}`;
  return { containerPortRange, ...(protocol === undefined ? {} : { protocol }) };
}
