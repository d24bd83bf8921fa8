import type { Project } from '../../compose/project.ts';
import { declare } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';
import { pages } from '../facts/pages.ts';
import type { PlacementConstraint } from '../model.ts';
import type { Decision, SettleContext } from './context.ts';
import { foldPaths } from './fold.ts';

export const strategyOfDaemon = declare(() => ({
  code: 'deploy/placement-strategy-of-daemon',
  severity: 'warning',
  message: 'The placement preferences are not kept.',
  why: 'A service with mode: global runs one task on every instance; ECS takes no placement strategy for it.',
  fix: 'Remove deploy.placement.preferences; constraints still choose among the instances.',
  see: pages.placement,
}));

export const constraintsContradict = declare<{ attribute: string }>(() => ({
  code: 'deploy/constraints-contradict',
  severity: 'warning',
  message: ({ attribute }) =>
    `No instance can have two values of the attribute ${attribute}: the task is never placed.`,
  why: 'All containers of a task run on one instance, which has to meet the constraints of every service of the task.',
  fix: 'Put the services into tasks of their own with x-ecs.task, or write one of the constraints.',
  see: pages.placement,
}));

/** What several services of a task ask for twice is said once. Daemons and Fargate take no strategy, Fargate no constraints. */
export const placement: Decision = (context) => {
  const { task, deployment, project, report } = context;
  const { placementConstraints: constraints, placementStrategy: strategy } = task.service;
  const fargate = deployment.launchType === 'FARGATE';
  if (strategy && task.plan.run === 'daemon')
    report(strategyOfDaemon, foldPaths(written('preferences', project, task.plan.services), 'not kept either'));
  if (strategy) task.service.placementStrategy = distinct(strategy);
  if (constraints) task.service.placementConstraints = distinct(constraints);
  if (!fargate) sayContradiction(task.service.placementConstraints ?? [], context);
  if (fargate || task.plan.run === 'daemon') delete task.service.placementStrategy;
  if (fargate) delete task.service.placementConstraints;
};

function sayContradiction(constraints: readonly PlacementConstraint[], { task, project, report }: SettleContext): void {
  const values = new Map<string, string>();
  for (const { expression = '' } of constraints) {
    const [, attribute = '', value = ''] = /^attribute:(\S+) == (\S+)$/.exec(expression) ?? [];
    const before = values.get(attribute);
    if (attribute !== '' && before !== undefined && before !== value) {
      const where = foldPaths(written('constraints', project, task.plan.services), 'of the same task');
      report(constraintsContradict, where, { attribute });
      return;
    }
    values.set(attribute, value);
  }
}

const written = (part: 'preferences' | 'constraints', project: Project, services: readonly string[]): Path[] =>
  services
    .filter((name) => project.model.services[name]?.deploy?.placement?.[part])
    .map((name) => ['services', name, 'deploy', 'placement', part]);

const distinct = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
