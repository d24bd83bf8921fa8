import type { Project } from '../../compose/project.ts';
import { declare } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import type { ContainerDraft, Draft } from '../draft.ts';
import { pages } from '../facts/pages.ts';
import type { SettleScope } from './context.ts';

const see = pages.logging;

export const logsToInstance = declare(() => ({
  code: 'logs/stay-on-instance',
  severity: 'info',
  message: 'No log configuration is written: the output stays with the Docker daemon of the instance.',
  why: 'Without a region the logs cannot be sent to CloudWatch Logs.',
  fix: 'Give --region to send them there, or --no-logs if this is meant.',
  see,
}));

export const logsNowhere = declare<{ lacks: string }>(() => ({
  code: 'logs/kept-nowhere',
  severity: 'warning',
  message: 'No log configuration is written: on Fargate the output is kept nowhere.',
  why: ({ lacks }) => `CloudWatch Logs needs a region and an execution role, and ${lacks} is given.`,
  fix: 'Give --region and --execution-role ARN (policy AmazonECSTaskExecutionRolePolicy), or --no-logs if this is meant.',
  see,
}));

export const logGroupNeeded = declare<{ group: string; region: string }>(() => ({
  code: 'logs/group-needed',
  severity: 'info',
  message: ({ group }) => `The logs go to the group ${group}, which must exist.`,
  why: 'A container whose log group is missing does not start.',
  fix: ({ group, region }) =>
    `aws logs create-log-group --log-group-name ${group} --region ${region}, or give --create-log-group.`,
  see,
}));

export const logGroupCreated = declare<{ group: string }>(() => ({
  code: 'logs/group-created',
  severity: 'info',
  message: ({ group }) => `The group ${group} is made when the first container starts.`,
  why: 'The role that writes the logs makes it: the execution role, or on EC2 without one that of the instance.',
  fix: 'Let that role call logs:CreateLogGroup.',
  see,
}));

/**
 * Logs of the services that say nothing of their own: CloudWatch Logs when a region is given, and on Fargate a role to write with.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export function logs(draft: Draft, { project, deployment, options, places, report }: SettleScope): void {
  if (!options.logs) return;
  const silent: ContainerDraft[] = [];
  draft.tasks.forEach(({ containers }) => {
    containers.forEach((container) => {
      if (saysNothing(container, project)) silent.push(container);
    });
  });
  if (silent.length === 0) return;
  const names = silent.map(({ service }) => service);
  const where = places.fold(names, 'the same holds here');
  const fargate = deployment.launchType === 'FARGATE';
  const { region } = options;
  if (region === undefined || (fargate && options.executionRole === undefined)) {
    if (fargate) report(logsNowhere, where, { lacks: lacking(options) });
    else report(logsToInstance, where);
    return;
  }
  const group = options.logGroup ?? `/ecs/${project.model.name}`;
  for (const { definition } of silent)
    definition.logConfiguration = {
      logDriver: 'awslogs',
      options: {
        ...(options.createLogGroup ? { 'awslogs-create-group': 'true' } : {}),
        'awslogs-group': group,
        'awslogs-region': region,
        'awslogs-stream-prefix': definition.name,
      },
    };
  if (options.createLogGroup) report(logGroupCreated, where, { group });
  else report(logGroupNeeded, where, { group, region });
}

/** `logging: none` asks for no logs; it has been told that ECS cannot say so. */
const saysNothing = ({ service, definition }: ContainerDraft, { model }: Project): boolean =>
  definition.logConfiguration === undefined && model.services[service]?.logging?.driver !== 'none';

function lacking({ region, executionRole }: Options): string {
  if (region === undefined) return executionRole === undefined ? 'neither' : 'no region';
  return 'no execution role';
}
