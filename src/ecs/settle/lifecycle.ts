import { declare } from '../../diagnostics/declare.ts';
import type { ContainerDraft, Needs, RestartRequest, Written } from '../draft.ts';
import { apiPage, pages } from '../facts/pages.ts';
import type { ContainerDefinition } from '../model.ts';
import type { Decision, SettleContext } from './context.ts';
import { list } from './fold.ts';

const see = pages.restart;

export const runsAtEveryStart = declare<{ name: string }>(() => ({
  code: 'depends_on/runs-at-every-start',
  severity: 'info',
  message: ({ name }) => `${name} runs again each time the task starts.`,
  why: 'A service that others wait for until it has completed becomes a container that is not essential. ECS starts it with every new task, also when a task is replaced or scaled out.',
  fix: 'See that it can run more than once. What must run only once belongs into a task of its own, started with RunTask.',
  see: apiPage('ContainerDependency'),
}));

export const restartNoStaysEssential = declare<{ name: string }>(() => ({
  code: 'restart/no-stays-essential',
  severity: 'warning',
  message: ({ name }) => `${name} is essential although it says restart: no.`,
  why: 'It offers ports, a health check or a name that others use, so it is taken for a service that lasts. When it stops, ECS stops the whole task and the service scheduler starts another.',
  fix: 'Write x-ecs.essential: false when the task may go on without it, or remove restart: no.',
  see,
}));

export const restartAttemptsDropped = declare<{ attempts: string }>(() => ({
  code: 'restart/attempts-dropped',
  severity: 'warning',
  message: ({ attempts }) => `The limit of ${attempts} restarts is dropped.`,
  why: 'ECS restarts a container as often as it fails, once a minute at most.',
  fix: 'Let the deployment circuit breaker stop a service that cannot start: deploy.update_config.failure_action.',
  see,
}));

export const notRestarted = declare<{ name: string }>(() => ({
  code: 'restart/ends-by-itself',
  severity: 'warning',
  message: ({ name }) => `${name} is not restarted when it fails: it is taken for one that ends by itself.`,
  why: 'ECS lets no container wait for the success of one with a restart policy, and starts a one-off task once.',
  fix: 'Let the program try again by itself, or start the task again from outside, as by EventBridge Scheduler.',
  see,
}));

export const stopsTogether = declare<{ names: string }>(() => ({
  code: 'task/stops-together',
  severity: 'info',
  message: ({ names }) => `When ${names} stops, ECS stops and replaces the whole task.`,
  why: 'Compose leaves the other services running. In ECS every container here is essential and has no restart policy, as no restart is written.',
  fix: 'Write restart: unless-stopped to restart the container alone, or x-ecs.essential: false when the others can go on without it.',
  see,
}));

/** ECS does not restart a container that ends earlier than this after its start, and would take 300 by itself. Seconds. */
const attemptPeriod = 60;

/** Which containers are essential, and which are restarted in place. */
export const lifecycle: Decision = (context) => {
  const { task } = context;
  const { containers } = task;
  const completed = completedTargets(containers);
  let lasts = false;
  containers.forEach((container) => {
    const { service, definition, needs } = container;
    const helper = isHelper(service, completed, context);
    definition.essential = needs.essential?.value ?? !helper;
    if (definition.essential) lasts = true;
    if (completed.has(service)) sayRunsAgain(service, context);
    const restart = restartRequest(needs);
    if (restart?.value.policy === 'no') sayStaysEssential(container, restart, helper, context);
    else if (restart && helper) context.report(notRestarted, { path: restart.path }, { name: service });
    else if (restart) {
      definition.restartPolicy = restartPolicy(restart.value);
      const { attempts } = restart.value;
      if (attempts) context.report(restartAttemptsDropped, { path: restart.path }, { attempts });
    }
  });
  if (!lasts) keepOneEssential(containers, completed);
  if (containers.length > 1) sayStopsTogether(context);
};

const none: ReadonlySet<string> = new Set();

/** Services that another container of the task waits for until they have succeeded. */
function completedTargets(containers: readonly ContainerDraft[]): ReadonlySet<string> {
  if (containers.length < 2) return none;
  const here = new Set(containers.map(({ service }) => service));
  const completed = new Set<string>();
  for (const { needs } of containers)
    for (const { condition, service } of needs.dependencies ?? [])
      if (condition === 'service_completed_successfully' && here.has(service)) completed.add(service);
  return completed;
}

const isHelper = (service: string, completed: ReadonlySet<string>, { deployment }: SettleContext): boolean =>
  completed.has(service) || deployment.dataOnly.has(service) || deployment.runOnce.has(service);

/** `deploy.restart_policy` wins over `restart`, as it does for Docker. */
const restartRequest = ({ restartPolicy: own, restart }: Needs): Written<RestartRequest> | undefined => own ?? restart;

function restartPolicy(request: RestartRequest): ContainerDefinition['restartPolicy'] {
  const restartAttemptPeriod = request.attemptPeriod ?? attemptPeriod;
  return request.policy === 'on-failure'
    ? { enabled: true, ignoredExitCodes: [0], restartAttemptPeriod }
    : { enabled: true, restartAttemptPeriod };
}

function sayRunsAgain(name: string, { report }: SettleContext): void {
  report(runsAtEveryStart, { path: ['services', name] }, { name });
}

function sayStaysEssential(
  { service: name, definition, needs }: ContainerDraft,
  { path }: Written<RestartRequest>,
  helper: boolean,
  { task, report }: SettleContext,
): void {
  if (helper || !definition.essential || needs.essential || task.plan.run === 'once') return;
  report(restartNoStaysEssential, { path }, { name });
}

/** A task needs an essential container. Of helpers alone it is the last to start, or the task would never end. */
function keepOneEssential(containers: readonly ContainerDraft[], completed: ReadonlySet<string>): void {
  const last = containers.filter(({ service, needs }) => !completed.has(service) && !needs.essential).at(-1);
  if (last) last.definition.essential = true;
}

function sayStopsTogether({ task, places, report }: SettleContext): void {
  if (task.plan.run === 'once') return;
  const silent = task.containers
    .filter(({ definition, needs }) => definition.essential && !definition.restartPolicy && !needs.essential)
    .map(({ service }) => service);
  if (silent.length === 0) return;
  report(stopsTogether, places.first(silent), { names: list(silent, 'or') });
}
