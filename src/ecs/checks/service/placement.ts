import { enums } from '../../facts/enums.ts';
import { limits } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { each, law, says } from '../law.ts';
import { serviceLaw } from '../service-view.ts';
import { constraintCount, constraintExpression, usable } from '../task/placement.ts';

export const fargatePlacementService = law<{ member: string }>(() => ({
  rule: 'SV018',
  code: 'fargate-service-placement',
  message: ({ member }) => `There is a \`${member}\`, and the tasks run on Fargate.`,
  why: 'There are no instances to choose from; Fargate spreads over zones by itself.',
  fix: ({ member }) => `Remove \`${member}\`.`,
  see: pages.fargate,
}));

export const distinctExpression = law(() => ({
  rule: 'SV019',
  code: 'distinct-instance-expression',
  message: 'A `distinctInstance` constraint has an expression.',
  why: 'It means: never two tasks on one instance, and takes no expression.',
  fix: 'Remove `expression`.',
  see: apiPage('PlacementConstraint'),
}));

export const strategyField = law<{ type: string; fields: string }>(() => ({
  rule: 'SV020',
  code: 'placement-strategy-field',
  message: ({ type }) => `A placement strategy \`${type}\` has a field that ECS does not take.`,
  why: ({ type, fields }) => `\`${type}\` takes ${fields}.`,
  fix: 'Correct `field`.',
  see: apiPage('PlacementStrategy'),
}));

export const strategyCount = law<{ count: number }>(() => ({
  rule: 'SV020',
  code: 'placement-strategy-count',
  message: ({ count }) => `There are ${count} placement strategies.`,
  why: `ECS takes at most ${limits.placementStrategies}.`,
  fix: 'Remove some; the first ones count most.',
  see: apiPage('CreateService'),
}));

const binpack: readonly string[] = enums.BinpackField;

export const placement = serviceLaw(
  ['placementConstraints', 'placementStrategy'],
  ({ service, task, fargate, report }) => {
    if (!service.placementConstraints && !service.placementStrategy) return;
    for (const member of ['placementConstraints', 'placementStrategy'] as const)
      if (fargate && says(service[member])) report(fargatePlacementService, [member], { member });
    const constraints = each(service.placementConstraints, 'placementConstraints');
    for (const {
      value: { type, expression },
      path,
    } of constraints) {
      if (type === 'distinctInstance' && expression !== undefined) report(distinctExpression, path);
      if (type === 'memberOf' && !usable(expression ?? '')) report(constraintExpression, path);
    }
    const count = constraints.length + (task?.task.placementConstraints?.length ?? 0);
    if (constraints.length > 0 && count > limits.placementConstraints)
      report(constraintCount, ['placementConstraints'], { count });
    const strategies = each(service.placementStrategy, 'placementStrategy');
    if (strategies.length > limits.placementStrategies)
      report(strategyCount, ['placementStrategy'], { count: strategies.length });
    for (const {
      value: { type = '', field },
      path,
    } of strategies) {
      if (type === 'binpack' && !binpack.includes(field?.toLowerCase() ?? ''))
        report(strategyField, path, { type, fields: '`cpu` or `memory`' });
      if (type === 'random' && field !== undefined) report(strategyField, path, { type, fields: 'no field' });
      if (type === 'spread' && !field) report(strategyField, path, { type, fields: '`instanceId` or an attribute' });
    }
  },
);
