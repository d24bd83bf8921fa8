import { declare, type Report } from '../../diagnostics/declare.ts';
import { pages } from '../facts/pages.ts';
import type { EcsApp } from '../model.ts';
import { list } from './fold.ts';

export const noSubnets = declare<{ names: string }>(() => ({
  code: 'network/no-subnets',
  severity: 'warning',
  message: ({ names }) => `Only task definitions are written: ${names} cannot be created without subnets.`,
  why: 'A task in network mode awsvpc gets a network interface of its own, and ECS must know in which subnets.',
  fix: 'Give --subnets subnet-…,subnet-… (and --security-groups), or write x-ecs.subnets.',
  see: pages.awsvpc,
}));

/** Leaves out services and run tasks that ECS would refuse for want of subnets. */
export function leaveOut(app: EcsApp, report: Report): EcsApp {
  const awsvpc = new Set<string>();
  app.taskDefinitions.forEach(({ networkMode, family }) => {
    if (networkMode === 'awsvpc') awsvpc.add(family);
  });
  if (awsvpc.size === 0) return app;
  const complete = (each: { taskDefinition?: string; networkConfiguration?: unknown }) =>
    each.networkConfiguration !== undefined || !awsvpc.has(each.taskDefinition ?? '');
  const services = app.services.filter(complete);
  const runTasks = app.runTasks.filter(complete);
  const names = [
    ...app.services.filter((service) => !complete(service)).map(({ serviceName }) => serviceName),
    ...app.runTasks.filter((task) => !complete(task)).map(({ taskDefinition }) => taskDefinition),
  ];
  if (names.length > 0) report(noSubnets, { path: [] }, { names: list(names) });
  return { ...app, services, runTasks };
}
