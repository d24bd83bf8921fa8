import type { Project } from '../../compose/project.ts';
import { declare } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';
import { pages } from '../facts/pages.ts';
import type { Decision } from './context.ts';
import { foldPaths } from './fold.ts';

export const strategyOfDaemon = declare(() => ({
  code: 'deploy/placement-strategy-of-daemon',
  severity: 'warning',
  message: 'The placement preferences are not kept.',
  why: 'A service with mode: global runs one task on every instance; ECS takes no placement strategy for it.',
  fix: 'Remove deploy.placement.preferences; constraints still choose among the instances.',
  see: pages.placement,
}));

/** What several services of a task ask for twice is said once. Daemons and Fargate take no strategy, Fargate no constraints. */
export const placement: Decision = ({ task, deployment, project, report }) => {
  const { placementConstraints: constraints, placementStrategy: strategy } = task.service;
  const fargate = deployment.launchType === 'FARGATE';
  if (strategy && task.plan.run === 'daemon')
    report(strategyOfDaemon, foldPaths(preferences(project, task.plan.services), 'not kept either'));
  if (strategy) task.service.placementStrategy = distinct(strategy);
  if (constraints) task.service.placementConstraints = distinct(constraints);
  if (fargate || task.plan.run === 'daemon') delete task.service.placementStrategy;
  if (fargate) delete task.service.placementConstraints;
};

const preferences = (project: Project, services: readonly string[]): Path[] =>
  services
    .filter((name) => project.model.services[name]?.deploy?.placement?.preferences)
    .map((name) => ['services', name, 'deploy', 'placement', 'preferences']);

const distinct = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
