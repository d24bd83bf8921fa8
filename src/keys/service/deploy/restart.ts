import type { Deploy } from '../../../compose/model.ts';
import { parseDuration } from '../../../compose/units.ts';
import { declare } from '../../../diagnostics/declare.ts';
import type { RestartRequest } from '../../../ecs/draft.ts';
import { clamp, limits } from '../../../ecs/facts/limits.ts';
import { pages } from '../../../ecs/facts/pages.ts';
import type { Path } from '../../../source/node.ts';
import type { KeyContext } from '../../define.ts';

const see = pages.restart;
const [least, most] = limits.restartAttemptPeriod;

export const restartPartDropped = declare<{ part: string }>(() => ({
  code: 'deploy/restart-part-dropped',
  severity: 'warning',
  message: ({ part }) => `restart_policy.${part} is dropped.`,
  why: 'ECS restarts a container as often as it fails, and chooses the delay itself.',
  fix: 'A circuit breaker ends a deployment that cannot start: deploy.update_config.failure_action.',
  see,
}));

export const restartWindowClamped = declare<{ from: number; to: number }>(() => ({
  code: 'deploy/restart-window-clamped',
  severity: 'warning',
  message: ({ from, to }) => `The restart window of ${from} seconds becomes ${to}.`,
  why: `ECS takes a restartAttemptPeriod of ${least} to ${most} seconds: a container that ends earlier is not restarted.`,
  fix: 'Write a value within the range.',
  see,
}));

export const restartConditionUnknown = declare(() => ({
  code: 'deploy/restart-condition-unknown',
  severity: 'error',
  message: 'The condition of the restart policy is none that Compose knows.',
  why: 'Compose takes none, on-failure and any.',
  fix: 'Write one of them.',
  see,
  allow: 'no restart policy is written',
}));

const policies: Readonly<Record<string, RestartRequest['policy']>> = {
  '': 'always',
  any: 'always',
  always: 'always',
  'unless-stopped': 'always',
  'on-failure': 'on-failure',
  none: 'no',
  no: 'no',
};

export function deployRestart(
  policy: NonNullable<Deploy['restart_policy']>,
  path: Path,
  { container, report }: KeyContext,
): void {
  for (const part of ['delay', 'max_attempts'] as const)
    if (policy[part] !== undefined) report(restartPartDropped, { path: [...path, part] }, { part });
  const wanted = policies[policy.condition ?? ''];
  if (wanted === undefined) {
    report(restartConditionUnknown, { path: [...path, 'condition'] });
    return;
  }
  const seconds = policy.window === undefined ? undefined : Math.ceil(parseDuration(policy.window) ?? 0);
  const attemptPeriod = seconds ? clamp(seconds, limits.restartAttemptPeriod) : undefined;
  if (seconds && attemptPeriod && attemptPeriod !== seconds && wanted !== 'no')
    report(restartWindowClamped, { path: [...path, 'window'] }, { from: seconds, to: attemptPeriod });
  container.needs.restartPolicy = {
    value: { policy: wanted, ...(attemptPeriod === undefined ? {} : { attemptPeriod }) },
    path: [...path, ...(policy.condition === undefined ? [] : ['condition'])],
  };
}
