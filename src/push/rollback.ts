import { nameOf } from './plan.ts';
import { type EcsPort, type LiveService, PortError } from './port.ts';

export interface Rolled {
  readonly service: string;
  /** `family:revision`. */
  readonly from: string;
  readonly to: string;
}

/** The revision before the one that the service runs, or the one asked for, as an ARN. */
export async function previousRevision(service: LiveService, port: EcsPort, wanted?: number): Promise<string> {
  const current = service.taskDefinitionArn;
  const family = nameOf(current).split(':')[0] ?? '';
  const all = await port.revisions(family);
  const number = (arn: string): number => Number(arn.slice(arn.lastIndexOf(':') + 1));
  const found =
    wanted === undefined ? all.find((arn) => number(arn) < number(current)) : all.find((arn) => number(arn) === wanted);
  if (found) return found;
  const which =
    wanted === undefined ? `no active revision before ${nameOf(current)}` : `no active revision ${family}:${wanted}`;
  throw new PortError(
    'not-found',
    'ecs:ListTaskDefinitions',
    `there is ${which}; \`compose2ecs revisions\` lists them.`,
  );
}

/** Sets the service back to an earlier revision. The definitions themselves are not touched. */
export async function rollback(service: LiveService, port: EcsPort, wanted?: number): Promise<Rolled> {
  const { serviceName, cluster = 'default' } = service.definition;
  const target = await previousRevision(service, port, wanted);
  await port.updateService({ service: serviceName, cluster, taskDefinition: target });
  return { service: serviceName, from: nameOf(service.taskDefinitionArn), to: nameOf(target) };
}
