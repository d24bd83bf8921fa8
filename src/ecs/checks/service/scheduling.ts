import { defaults, limits } from '../../facts/limits.ts';
import { apiPage } from '../../facts/pages.ts';
import { law, says } from '../law.ts';
import { serviceLaw } from '../service-view.ts';
import type { TaskView } from '../task-view.ts';

const see = apiPage('CreateService');

export const desiredCountMissing = law(() => ({
  rule: 'SV011',
  code: 'desired-count',
  message: 'The service has no `desiredCount`, or a negative one.',
  why: 'A REPLICA service must say how many tasks to keep running.',
  fix: 'Set `desiredCount`; 0 is allowed.',
  see,
}));

export const daemonCount = law(() => ({
  rule: 'SV012',
  code: 'daemon-desired-count',
  message: 'A DAEMON service has a `desiredCount`.',
  why: 'A daemon runs one task on each container instance; ECS refuses a count, 0 too.',
  fix: 'Remove `desiredCount`.',
  see,
}));

export const daemonUnsupported = law<{ what: string }>(() => ({
  rule: 'SV013',
  code: 'daemon-unsupported',
  message: ({ what }) => `A DAEMON service has ${what}.`,
  why: 'A daemon needs container instances, goes to each of them, and is deployed by ECS itself.',
  fix: 'Use REPLICA, or remove it.',
  see,
}));

export const daemonMaximum = law(() => ({
  rule: 'SV014',
  code: 'daemon-maximum-percent',
  message: 'A DAEMON service has a `maximumPercent` other than 100.',
  why: 'There is one task on each container instance and never two.',
  fix: 'Remove `maximumPercent`.',
  see: apiPage('DeploymentConfiguration'),
}));

export const deploymentPercent = law<{ least: number; most: number }>(() => ({
  rule: 'SV016',
  code: 'deployment-percent',
  message: ({ least, most }) => `A deployment cannot go on between ${least} and ${most} percent of the tasks.`,
  why: '`minimumHealthyPercent` is at most 100 and below `maximumPercent`: else no task may stop and none may start.',
  fix: 'Lower `minimumHealthyPercent` or raise `maximumPercent`.',
  see: apiPage('DeploymentConfiguration'),
}));

export const staticPortRolling = law<{ port: number }>(() => ({
  rule: 'SV045',
  code: 'host-port-rolling',
  severity: 'warning',
  message: ({ port }) => `A deployment starts a second task while host port ${port} is still taken.`,
  why: 'A static host port exists once on an instance: each extra task needs an instance that is free.',
  fix: 'Set `maximumPercent` to 100 and `minimumHealthyPercent` below it, or use host port 0, or keep a spare instance.',
  see: apiPage('DeploymentConfiguration'),
}));

const at = ['deploymentConfiguration'];

export const scheduling = serviceLaw('everything', ({ service, task, daemon, controller, fargate, report }) => {
  const { desiredCount, deploymentConfiguration: deployment } = service;
  const { minimumHealthyPercent, maximumPercent } = deployment ?? {};
  if (daemon) {
    if (desiredCount !== undefined) report(daemonCount, ['desiredCount']);
    const unsupported = (what: string) => report(daemonUnsupported, ['schedulingStrategy'], { what });
    if (fargate) unsupported('tasks on Fargate');
    if (says(service.placementStrategy)) unsupported('a placement strategy');
    if (controller !== 'ECS') unsupported(`deployment controller ${controller}`);
    if (maximumPercent !== undefined && maximumPercent !== 100) report(daemonMaximum, [...at, 'maximumPercent']);
  } else if (desiredCount === undefined || desiredCount < 0)
    report(desiredCountMissing, desiredCount === undefined ? [] : ['desiredCount']);
  const least = minimumHealthyPercent ?? (daemon ? 0 : defaults.minimumHealthyPercent);
  const most = maximumPercent ?? (daemon ? 100 : defaults.maximumPercent);
  if (least < 0 || least > limits.minimumHealthyPercent[1] || least >= most)
    report(deploymentPercent, at, { least, most });
  if (daemon || most <= 100 || (desiredCount ?? 0) <= 0) return;
  const port = task && heldPort(task);
  if (port) report(staticPortRolling, at, { port });
});

/** A port of the container instance that each task takes. */
function heldPort({ network, mappings }: TaskView): number | undefined {
  if (network !== 'bridge' && network !== 'host') return undefined;
  for (const { value } of mappings) {
    const port = network === 'host' ? value.containerPort : value.hostPort;
    if (port) return port;
  }
  return undefined;
}
