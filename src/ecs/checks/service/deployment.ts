import { limits, type Range, within } from '../../facts/limits.ts';
import { apiPage } from '../../facts/pages.ts';
import type { ServiceDefinition } from '../../model.ts';
import { type Clean, law, type ReportAt, says } from '../law.ts';
import { type ServiceView, serviceLaw } from '../service-view.ts';

export const circuitBreaker = law<{ controller: string }>(() => ({
  rule: 'SV037',
  code: 'circuit-breaker-controller',
  message: ({ controller }) => `There is a deployment circuit breaker beside deployment controller ${controller}.`,
  why: 'Only deployments that ECS itself rolls out have one.',
  fix: 'Remove `deploymentCircuitBreaker`, or use controller ECS.',
  see: apiPage('DeploymentCircuitBreaker'),
}));

export const strategyMismatch = law<{ problem: string }>(() => ({
  rule: 'SV038',
  code: 'deployment-strategy',
  message: ({ problem }) => `The deployment ${problem}.`,
  why: 'BLUE_GREEN needs a bake time; LINEAR and CANARY have settings of their own; traffic is shifted only where a target group has an `advancedConfiguration`.',
  fix: 'Make `strategy` and its settings agree.',
  see: apiPage('DeploymentConfiguration'),
}));

export const lifecycleHook = law<{ problem: string }>(() => ({
  rule: 'SV039',
  code: 'lifecycle-hook',
  message: ({ problem }) => `A deployment hook ${problem}.`,
  why: 'A Lambda hook calls a function; a pause waits, outside the stages that shift traffic, and calls nothing.',
  fix: 'Correct the hook.',
  see: apiPage('DeploymentLifecycleHook'),
}));

export const earlySuccess = law(() => ({
  rule: 'SV040',
  code: 'early-success',
  message: '`earlySuccessCriteria` is enabled and incomplete.',
  why: 'It needs `healthyPercent` (0 to 100, not below `minimumHealthyPercent`) and `sourceServiceRevisionCleanup`.',
  fix: 'Complete it, or remove it.',
  see: apiPage('DeploymentConfiguration'),
}));

export const controllerMember = law<{ controller: string; problem: string }>(() => ({
  rule: 'SV041',
  code: 'deployment-controller',
  message: ({ controller, problem }) => `Deployment controller ${controller}: the service ${problem}.`,
  why: 'CODE_DEPLOY shifts traffic of one load balancer; with EXTERNAL, task sets say what runs and behind which load balancer.',
  fix: 'Use controller ECS, or correct the service.',
  see: apiPage('DeploymentController'),
}));

export const taskDefinitionMissing = law(() => ({
  rule: 'SV041',
  code: 'service-task-definition',
  message: 'The service names no task definition.',
  why: 'Only a service of deployment controller EXTERNAL has none.',
  fix: 'Set `taskDefinition` to a family, `family:revision` or an ARN.',
  see: apiPage('CreateService'),
}));

const at = ['deploymentConfiguration'];
const shifting = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'];

export const deployment = serviceLaw(['deploymentConfiguration'], (view) => {
  const { service, controller, report } = view;
  const value = service.deploymentConfiguration;
  if (!value) return;
  if (value.deploymentCircuitBreaker?.enable && controller !== 'ECS')
    report(circuitBreaker, [...at, 'deploymentCircuitBreaker'], { controller });
  if (value.strategy || value.linearConfiguration || value.canaryConfiguration)
    for (const problem of strategyProblems(view)) report(strategyMismatch, at, { problem });
  if (value.lifecycleHooks) checkHooks(value.lifecycleHooks, report);
  if (value.earlySuccessCriteria?.enable && !isComplete(value)) report(earlySuccess, [...at, 'earlySuccessCriteria']);
});

type Configuration = NonNullable<Clean<ServiceDefinition>['deploymentConfiguration']>;

function checkHooks(hooks: NonNullable<Configuration['lifecycleHooks']>, report: ReportAt): void {
  hooks.forEach((hook, index) => {
    if (!hook) return;
    const path = [...at, 'lifecycleHooks', index];
    const pause = hook.targetType === 'PAUSE';
    const early = hook.lifecycleStages?.some((stage) => stage && shifting.includes(stage));
    if (pause && early) report(lifecycleHook, path, { problem: 'pauses at a stage that shifts traffic' });
    if (pause && hook.hookTargetArn) report(lifecycleHook, path, { problem: 'pauses and names a `hookTargetArn`' });
    if (!pause && !hook.hookTargetArn) report(lifecycleHook, path, { problem: 'lacks `hookTargetArn`' });
  });
}

function isComplete({ earlySuccessCriteria: early, minimumHealthyPercent = 0 }: Configuration): boolean {
  const range: Range = [Math.max(0, minimumHealthyPercent), limits.minimumHealthyPercent[1]];
  return within(early?.healthyPercent ?? -1, range) && early?.sourceServiceRevisionCleanup !== undefined;
}

function* strategyProblems({ service }: ServiceView): Generator<string> {
  const value = service.deploymentConfiguration;
  const strategy = value?.strategy ?? 'ROLLING';
  if (strategy === 'BLUE_GREEN' && value?.bakeTimeInMinutes === undefined)
    yield 'is BLUE_GREEN without `bakeTimeInMinutes`';
  if (value?.linearConfiguration && strategy !== 'LINEAR') yield `is ${strategy} and has a \`linearConfiguration\``;
  if (value?.canaryConfiguration && strategy !== 'CANARY') yield `is ${strategy} and has a \`canaryConfiguration\``;
  if (strategy === 'ROLLING') return;
  for (const balancer of service.loadBalancers ?? [])
    if (balancer?.targetGroupArn && !balancer.advancedConfiguration)
      yield `is ${strategy}, and a target group has no \`advancedConfiguration\``;
}

export const controllers = serviceLaw('everything', (view) => {
  const { service, controller, report } = view;
  if (controller === 'EXTERNAL') checkExternal(view);
  else if (!service.taskDefinition) report(taskDefinitionMissing, []);
  if (controller === 'CODE_DEPLOY') checkCodeDeploy(view);
});

function checkExternal(view: ServiceView): void {
  const { taskDefinition, loadBalancers } = view.service;
  if (taskDefinition) sayController(view, 'names a task definition');
  if (says(loadBalancers)) sayController(view, 'has load balancers');
}

function checkCodeDeploy(view: ServiceView): void {
  const count = view.service.loadBalancers?.length ?? 0;
  if (count !== 1) sayController(view, count === 0 ? 'has no load balancer' : `has ${count} load balancers`);
}

const sayController = ({ controller, report }: ServiceView, problem: string) =>
  report(controllerMember, ['deploymentController'], { controller, problem });
