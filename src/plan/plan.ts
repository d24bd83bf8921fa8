import type { Project } from '../compose/project.ts';
import { collector, type Outcome } from '../diagnostics/declare.ts';
import { launchTypes } from '../ecs/model.ts';
import type { Options } from '../options/options.ts';
import { connect } from './connect.ts';
import type { Deployment, TaskPlan } from './deployment.ts';
import { sayDockerWatchers } from './docker-proxies.ts';
import { group } from './group.ts';
import { findLifecycle } from './lifecycle.ts';
import { findLinks } from './links.ts';
import { indexNames } from './names.ts';
import { containerNames } from './naming.ts';
import { networkModes } from './network-mode.ts';
import { findUses } from './references.ts';
import { resolveUses } from './resolve.ts';
import { findRoutes, placeRoutes, routedPorts } from './routes.ts';
import { readServices, sayNoService } from './services.ts';
import { startOrder } from './start-order.ts';
import { taskTraits, toTasks } from './tasks.ts';
import { findTies } from './ties.ts';

/** Decides which services share a task, under which names, and how each name that a service uses will resolve. */
export function plan(project: Project, options: Options): Outcome<Deployment> {
  const { report, findings } = collector();
  const { target } = options;
  const services = readServices(project, target);
  sayNoService(services, project, report);
  const order = startOrder(services);
  const names = indexNames(services);

  const routes = findRoutes(services, report);
  sayDockerWatchers(services, routes.length > 0, report);
  const uses = findUses(services, names, report);
  const served = new Set([...routes, ...options.targetGroups].map(({ service }) => service));
  const lifecycle = findLifecycle(services, uses, served);

  const modes = networkModes(services, options, report);
  const ties = findTies(project, services, modes, options);
  const traits = taskTraits(services, modes, lifecycle, ties);
  const groups = group({ services, traits, ties, options, report });

  const containers = containerNames(services, report);
  const tasks = toTasks(groups, { project, order, lifecycle, containers, options, report });
  const taskOf = new Map<string, TaskPlan>();
  tasks.forEach((task) => {
    task.services.forEach((name) => {
      taskOf.set(name, task);
    });
  });

  const known = { project, services, lifecycle, uses, containerNames: containers, report };
  const links = findLinks(tasks, { ...known, names });
  const resolved = resolveUses({ ...known, taskOf, links, target });
  const routed = routedPorts(routes);
  const { plans, references } = connect(resolved, { ...known, routed, options, taskOf, tasks });

  const value: Deployment = {
    target,
    launchType: launchTypes[target],
    tasks,
    taskOf,
    containerNames: containers,
    references,
    links,
    dataOnly: lifecycle.dataOnly,
    runOnce: lifecycle.runOnce,
    connect: plans,
    routes: placeRoutes(routes, taskOf),
  };
  return { value, diagnostics: findings };
}
