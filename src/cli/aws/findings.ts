import { declare } from '../../diagnostics/declare.ts';

/** What the commands that talk to AWS may have to say. */
export const awsFailed = declare<{ message: string }>(() => ({
  code: 'aws/failed',
  severity: 'error',
  message: ({ message }) => message,
  why: 'AWS did not do what was asked.',
  fix: 'Mend the cause and run the same command again: what is done stays done.',
}));

export const stopped = declare<{ action: string }>(() => ({
  code: 'aws/stopped',
  severity: 'error',
  message: ({ action }) => `Stopped by Ctrl-C during ${action}.`,
  why: 'What was carried out is listed above; beyond that, only this call may have come through.',
  fix: 'Run the same command again: it finds out what is there and does the rest.',
}));

export const missing = declare<{
  kind: string;
  name: string;
  usedBy: string;
  command: string;
  where: string;
}>(() => ({
  code: 'preflight/missing',
  severity: 'error',
  message: ({ kind, name, usedBy, where }) => `The ${kind} ${name}, which ${usedBy} needs, does not exist${where}.`,
  why: 'ECS would accept the definitions, and their tasks would never start.',
  fix: ({ command }) => `Make it (${command}), or pass --no-preflight to push all the same.`,
}));

export const unknown = declare<{ kind: string; name: string; reason: string }>(() => ({
  code: 'preflight/not-checked',
  severity: 'info',
  message: ({ kind, name }) => `Whether the ${kind} ${name} exists was not checked.`,
  why: ({ reason }) => reason,
  fix: 'Nothing to do if you know that it is there.',
}));

export const noSubnets = declare<{ family: string }>(() => ({
  code: 'push/no-subnets',
  severity: 'error',
  message: ({ family }) => `The task definition ${family} uses awsvpc, and no subnets were given.`,
  why: 'CreateService and RunTask need a network configuration for awsvpc; there would be nothing to deploy.',
  fix: 'Pass --subnets and --security-groups, or --register-only.',
  see: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html',
}));

export const stepFailed = declare<{ what: string; reason: string }>(() => ({
  code: 'push/failed',
  severity: 'error',
  message: ({ what, reason }) => `${what} was not deployed: ${reason}`,
  why: 'The other services were deployed all the same, but for those that need this one.',
  fix: 'Mend the cause and push again: only what is missing is done.',
}));

export const unsureStart = declare(() => ({
  code: 'run/unsure',
  severity: 'error',
  message: 'Stopped by Ctrl-C while the task was being started.',
  why: 'The call may have come through: then the task runs.',
  fix: 'Look with aws ecs list-tasks --started-by compose2ecs, and end it with aws ecs stop-task.',
}));

export const taskGoesOn = declare<{ task: string; reason: string }>(() => ({
  code: 'run/not-watched',
  severity: 'error',
  message: ({ task, reason }) => `The task ${task} was started, and could not be watched to its end: ${reason}`,
  why: 'It goes on running; its exit code is not known.',
  fix: 'Look at it with compose2ecs ps or aws ecs describe-tasks.',
}));

export const notChanged = declare<{ what: string; reason: string }>(() => ({
  code: 'aws/not-changed',
  severity: 'error',
  message: ({ what, reason }) => `${what} was left as it is: ${reason}`,
  why: 'The other services were changed all the same.',
  fix: 'Mend the cause and run the same command again.',
}));

export const interrupted = declare<{ what: string; reason: string }>(() => ({
  code: 'push/interrupted',
  severity: 'error',
  message: ({ what, reason }) => `${what}: ${reason}.`,
  why: 'The run was stopped before everything was done.',
  fix: 'Push again: it finds out what is there and completes the rest.',
}));

export const notSteady = declare<{ service: string; reason: string }>(() => ({
  code: 'push/not-steady',
  severity: 'error',
  message: ({ service, reason }) => `The service ${service} did not become steady: ${reason}.`,
  why: 'ECS could not start and keep the tasks that the service asks for.',
  fix: 'Read its events (compose2ecs ps, compose2ecs logs), mend the cause and push again, or go back with compose2ecs rollback.',
}));

export const orphan = declare<{ service: string }>(() => ({
  code: 'push/orphan',
  severity: 'warning',
  message: ({ service }) => `The service ${service} was made by this project, and the project no longer has it.`,
  why: 'It goes on running and costing.',
  fix: 'Remove it with --prune, which scales it to 0 first.',
}));

export const notPruned = declare<{ service: string }>(() => ({
  code: 'push/not-pruned',
  severity: 'warning',
  message: ({ service }) => `The service ${service}, which the project no longer has, was not removed.`,
  why: '--prune removes nothing before everything else of the push has succeeded.',
  fix: 'Mend what failed and push again with --prune.',
}));

export const nothingFound = declare<{ project: string; cluster: string }>(() => ({
  code: 'aws/nothing-found',
  severity: 'warning',
  message: ({ project, cluster }) => `No service of the project ${project} was found in the cluster ${cluster}.`,
  why: 'There was nothing to look at or to change; a cluster that does not exist has no services either.',
  fix: 'Give the options that push was given, such as --cluster, --region, -p and --subnets, if there should be some.',
}));

export const noLogs = declare(() => ({
  code: 'logs/nothing-to-read',
  severity: 'warning',
  message: 'No container of this selection writes to CloudWatch Logs.',
  why: 'Without a region the conversion writes no awslogs configuration, and there is no group to read.',
  fix: 'Give the options that push was given, such as --region, or read the output on the instance.',
}));

export const notFound = declare<{ service: string; known: string }>(() => ({
  code: 'push/unknown-service',
  severity: 'error',
  usage: true,
  message: ({ service }) => `The project has no service ${service} in this conversion.`,
  why: 'The command works on services of the Compose file, under the names they have there.',
  fix: ({ known }) => `The services are: ${known}.`,
}));
