import { limits } from '../../facts/limits.ts';
import { pages } from '../../facts/pages.ts';
import { each, law } from '../law.ts';
import { taskLaw } from '../task-view.ts';

export const constraintExpression = law(() => ({
  rule: 'TD079',
  code: 'placement-expression',
  message: 'A `memberOf` constraint has no expression, or a longer one than ECS takes.',
  why: `The expression says which instances are meant, in at most ${limits.placementExpressionCharacters} characters.`,
  fix: 'Write one in the cluster query language: `attribute:ecs.instance-type =~ t3.*`.',
  see: pages.placement,
}));

export const constraintCount = law<{ count: number }>(() => ({
  rule: 'SV020',
  code: 'placement-constraint-count',
  message: ({ count }) => `There are ${count} placement constraints.`,
  why: `ECS takes at most ${limits.placementConstraints}, those of the task definition and of the service together.`,
  fix: 'Join expressions with `and`.',
  see: pages.placement,
}));

export const placement = taskLaw(['placementConstraints'], ({ task, report }) => {
  const constraints = task.placementConstraints;
  if (constraints === undefined) return;
  if (constraints.length > limits.placementConstraints)
    report(constraintCount, ['placementConstraints'], { count: constraints.length });
  for (const {
    value: { type, expression = '' },
    path,
  } of each(constraints, 'placementConstraints'))
    if (type === 'memberOf' && !usable(expression)) report(constraintExpression, path);
});

export const usable = (expression: string): boolean =>
  expression !== '' && expression.length <= limits.placementExpressionCharacters;
