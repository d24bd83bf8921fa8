import type { UpdateConfig } from '../../../compose/model.ts';
import { declare } from '../../../diagnostics/declare.ts';
import type { UpdateRequest } from '../../../ecs/draft.ts';
import { apiPage } from '../../../ecs/facts/pages.ts';
import type { DeploymentConfiguration } from '../../../ecs/model.ts';
import type { Path } from '../../../source/node.ts';
import type { KeyContext } from '../../define.ts';

const see = apiPage('DeploymentConfiguration');

export const updatePartDropped = declare<{ part: string; instead: string }>(() => ({
  code: 'deploy/update-part-dropped',
  severity: 'warning',
  message: ({ part }) => `update_config.${part} is dropped.`,
  why: 'ECS replaces tasks as soon as health checks and percentages let it.',
  fix: ({ instead }) => instead,
  see,
}));

export const updateActionUnknown = declare(() => ({
  code: 'deploy/failure-action-unknown',
  severity: 'warning',
  message: 'The failure action of the update is none that Compose knows, and is dropped.',
  why: 'Compose takes rollback, pause and continue.',
  fix: 'Write one of them.',
  see,
}));

export const breakersDiffer = declare(() => ({
  code: 'deploy/failure-action-differs',
  severity: 'warning',
  message: 'The failure action is dropped: another service of the task asks for another.',
  why: 'A task is deployed as a whole, with one circuit breaker.',
  fix: 'Write the same in all services of the task.',
  see,
}));

export const updateOfTask = declare(() => ({
  code: 'deploy/update-of-run-once',
  severity: 'warning',
  message: 'update_config is dropped: the task is run once and not deployed as a service.',
  why: 'RunTask starts tasks and replaces none.',
  fix: 'Remove it.',
  see: apiPage('RunTask'),
}));

const instead: Readonly<Record<string, string>> = {
  delay: 'Lower parallelism, or use a linear deployment (x-ecs.service.deploymentConfiguration).',
  monitor: 'Give the containers health checks: a task that fails them counts as failed.',
};

type Breaker = DeploymentConfiguration['deploymentCircuitBreaker'];
const actions: Readonly<Record<string, NonNullable<Breaker>>> = {
  rollback: { enable: true, rollback: true },
  pause: { enable: true, rollback: false },
  continue: { enable: false, rollback: false },
};

/** The order and parallelism go to settle; the failure action becomes the circuit breaker. */
export function deployUpdate(update: UpdateConfig, path: Path, context: KeyContext): void {
  const { task, container, report } = context;
  if (task.plan.run === 'once') {
    report(updateOfTask, { path });
    return;
  }
  for (const part of ['delay', 'monitor'] as const)
    if (update[part] !== undefined)
      report(updatePartDropped, { path: [...path, part] }, { part, instead: instead[part] ?? '' });
  const request = updateRequest(update);
  if (request) container.needs.update = { value: request, path };
  const breaker = circuitBreaker(update, path, context);
  if (!breaker) return;
  const known = task.service.deploymentConfiguration?.deploymentCircuitBreaker;
  if (known && JSON.stringify(known) !== JSON.stringify(breaker)) report(breakersDiffer, { path });
  else
    task.service.deploymentConfiguration = {
      ...task.service.deploymentConfiguration,
      deploymentCircuitBreaker: breaker,
    };
}

function updateRequest({ order, parallelism }: UpdateConfig): UpdateRequest | undefined {
  if (order === undefined && parallelism === undefined) return undefined;
  return {
    ...(order === 'start-first' || order === 'stop-first' ? { order } : {}),
    ...(parallelism === undefined ? {} : { parallelism }),
  };
}

/** Compose pauses where no action is written. */
function circuitBreaker(update: UpdateConfig, path: Path, { report }: KeyContext): Breaker {
  const { failure_action: action, max_failure_ratio: ratio } = update;
  if (action === undefined && ratio === undefined) return undefined;
  const known = action ?? 'pause';
  const breaker = Object.hasOwn(actions, known) ? actions[known] : undefined;
  if (!breaker) {
    report(updateActionUnknown, { path: [...path, 'failure_action'] });
    return undefined;
  }
  if (ratio === undefined) return breaker;
  const value = Math.max(1, Math.round(ratio * 100));
  return { ...breaker, thresholdConfiguration: { type: 'UNBOUNDED_PERCENT', value } };
}
