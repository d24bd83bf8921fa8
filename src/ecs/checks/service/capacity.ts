import { limits, within } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { patterns } from '../../facts/patterns.ts';
import { each, law, says } from '../law.ts';
import { serviceLaw } from '../service-view.ts';

const see = apiPage('CreateService');

export const serviceName = law(() => ({
  rule: 'SV001',
  code: 'service-name',
  message: 'The service has no name, or one that ECS does not take.',
  why: 'A name is 1 to 255 letters, digits, hyphens and underscores.',
  fix: 'Set `serviceName` to such a name.',
  see,
}));

export const launchAndStrategy = law(() => ({
  rule: 'SV002',
  code: 'launch-type-and-strategy',
  message: 'There are a `launchType` and a `capacityProviderStrategy`.',
  why: 'Each says where tasks run; ECS takes one of them.',
  fix: 'Remove one.',
  see,
}));

export const managedLaunchType = law(() => ({
  rule: 'SV003',
  code: 'launch-type-managed-instances',
  message: 'The `launchType` is MANAGED_INSTANCES.',
  why: 'Managed Instances are asked for through a capacity provider.',
  fix: 'Write a `capacityProviderStrategy` instead.',
  see: pages.managedInstances,
}));

export const strategyItems = law<{ problem: string }>(() => ({
  rule: 'SV004',
  code: 'capacity-provider-strategy',
  message: ({ problem }) => `The capacity provider strategy ${problem}.`,
  why: `ECS takes at most ${limits.capacityProviders} providers, weights of 0 to 1000 of which one is above 0 (absent is 0), and one \`base\`, of 0 to 100000.`,
  fix: 'Correct the strategy: `[{"capacityProvider": "…", "weight": 1}]`.',
  see: apiPage('CapacityProviderStrategyItem'),
}));

export const launchTypeUnsupported = law<{ type: string }>(() => ({
  rule: 'SV009',
  code: 'launch-type-unsupported',
  message: ({ type }) => `The task definition is not made for launch type ${type}.`,
  why: 'A service runs only definitions whose `requiresCompatibilities` name its launch type.',
  fix: ({ type }) => `Add ${type} to \`requiresCompatibilities\`, or change \`launchType\`.`,
  see,
}));

export const platformVersion = law(() => ({
  rule: 'SV010',
  code: 'platform-version',
  message: 'There is a `platformVersion`, and the tasks do not run on Fargate.',
  why: 'Only Fargate has platform versions.',
  fix: 'Remove `platformVersion`.',
  see,
}));

export const capacity = serviceLaw(
  ['launchType', 'capacityProviderStrategy', 'platformVersion'],
  ({ service, task, fargate, report }) => {
    const { launchType, capacityProviderStrategy: strategy } = service;
    const at = ['capacityProviderStrategy'];
    if (launchType && says(strategy)) report(launchAndStrategy, at);
    if ((launchType as string) === 'MANAGED_INSTANCES') report(managedLaunchType, ['launchType']);
    else if (launchType && task && task.on.size > 0 && !task.on.has(launchType))
      report(launchTypeUnsupported, ['launchType'], { type: launchType });
    if (service.platformVersion && fargate === false) report(platformVersion, ['platformVersion']);

    if (strategy === undefined) return;
    const items = each(strategy, 'capacityProviderStrategy');
    if (items.length === 0) return;
    const problem = (text: string) => report(strategyItems, at, { problem: text });
    if (items.length > limits.capacityProviders) problem(`has ${items.length} providers`);
    if (items.filter(({ value }) => value.base).length > 1) problem('has a `base` on several providers');
    if (!items.some(({ value }) => (value.weight ?? 0) > 0)) problem('has no provider with a weight above 0');
    for (const {
      value: { weight = 0, base = 0 },
    } of items)
      if (!within(weight, limits.capacityProviderWeight) || !within(base, limits.capacityProviderBase))
        problem('has a `weight` or `base` out of range');
  },
);

export const names = serviceLaw('everything', ({ service, report }) => {
  if (!patterns.serviceName.test(service.serviceName ?? ''))
    report(serviceName, service.serviceName === undefined ? [] : ['serviceName']);
});
