import type { Project } from '../compose/project.ts';
import { collector, type Outcome, type Report } from '../diagnostics/declare.ts';
import { launchTypes, type NetworkMode } from '../ecs/model.ts';
import type { Options } from '../options/options.ts';
import { connect } from './connect.ts';
import type { Deployment, TaskPlan } from './deployment.ts';
import { sayDockerWatchers } from './docker-proxies.ts';
import { group, type TaskGroup } from './group.ts';
import { ends, findLifecycle, type Lifecycle } from './lifecycle.ts';
import { findLinks } from './links.ts';
import { indexNames } from './names.ts';
import { checkContainerNames, containerNames, families } from './naming.ts';
import { networkModes } from './network-mode.ts';
import { findUses } from './references.ts';
import { resolveUses } from './resolve.ts';
import { findRoutes, placeRoutes } from './routes.ts';
import { readServices, type Services } from './services.ts';
import type { Traits } from './splits.ts';
import { startOrder } from './start-order.ts';
import { findTies } from './ties.ts';

/** Decides which services share a task, under which names, and how each name that a service uses will resolve. */
export function plan(project: Project, options: Options): Outcome<Deployment> {
  const { report, findings } = collector();
  const { target } = options;
  const services = readServices(project);
  const order = startOrder(services);
  const names = indexNames(services);

  const routes = findRoutes(services, report);
  sayDockerWatchers(services, routes.length > 0, report);
  const uses = findUses(services, names);
  const served = new Set([...routes, ...options.targetGroups].map(({ service }) => service));
  const lifecycle = findLifecycle(services, uses, served);

  const modes = networkModes(services, options, report);
  const ties = findTies(project, services, modes, options);
  const traits = traitsOf(services, modes, lifecycle, ties);
  const groups = group({ services, traits, ties, options, report });

  const containers = containerNames(services.keys(), report);
  const tasks = toTasks(groups, { project, services, order, lifecycle, containers, options, report });
  const taskOf = new Map(tasks.flatMap((task) => task.services.map((name) => [name, task] as const)));

  const links = findLinks(tasks, { project, services, names, uses, lifecycle, containerNames: containers, report });
  const resolved = resolveUses({
    project,
    services,
    lifecycle,
    uses,
    taskOf,
    links,
    containerNames: containers,
    target,
    report,
  });
  const routed = new Map(
    routes.flatMap((route) => (route.containerPort ? [[route.service, route.containerPort] as const] : [])),
  );
  const { plans, references } = connect(resolved, { routed, project, services, options, taskOf, tasks, report });

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

/** A data container without a count of its own follows those who mount its volumes. */
function traitsOf(
  services: Services,
  modes: ReadonlyMap<string, NetworkMode>,
  lifecycle: Lifecycle,
  ties: readonly { readonly a: string; readonly b: string }[],
): Map<string, Traits> {
  const traits = new Map<string, Traits>();
  for (const { name, mode, count, platform, extension } of services.values())
    traits.set(name, {
      network: modes.get(name) ?? 'bridge',
      run: mode,
      count: mode === 'daemon' ? 1 : count,
      ...(platform ? { platform } : {}),
      ...(extension.task ? { task: extension.task } : {}),
    });
  for (const { a, b } of ties) {
    const [data, user] = [traits.get(b), traits.get(a)];
    if (data && user && lifecycle.dataOnly.has(b) && services.get(b)?.countPath === undefined)
      traits.set(b, { ...data, count: user.count, run: user.run });
  }
  return traits;
}

interface Tasking {
  readonly project: Project;
  readonly services: Services;
  readonly order: readonly string[];
  readonly lifecycle: Lifecycle;
  readonly containers: ReadonlyMap<string, string>;
  readonly options: Options;
  readonly report: Report;
}

/** Tasks in start order: that of their first services. */
function toTasks(groups: readonly TaskGroup[], tasking: Tasking): TaskPlan[] {
  const { project, services, order, containers, options, report } = tasking;
  const rank = new Map(order.map((name, at) => [name, at]));
  const at = (name: string | undefined): number => rank.get(name ?? '') ?? 0;
  const sorted = groups
    .map((each) => ({ ...each, services: [...each.services].sort((a, b) => at(a) - at(b)) }))
    .sort((a, b) => at(a.services[0]) - at(b.services[0]));
  const named = sorted.map((each) => ({ services: each.services, task: each.traits.task }));
  const familyNames = families(named, project.model.name, options.family, report);
  return sorted.map((each, index) => {
    checkContainerNames(each.services, containers, report);
    const family = familyNames[index] ?? project.model.name;
    const counted = each.services.map((name) => services.get(name)).find((facts) => facts?.countPath !== undefined);
    return {
      family,
      serviceName: family,
      services: each.services,
      reasons: each.reasons,
      networkMode: each.traits.network,
      run: runOf(each, tasking.lifecycle),
      count: each.traits.count,
      ...(counted?.countPath ? { countPath: counted.countPath } : {}),
    };
  });
}

/** A task of jobs, or of nothing but services that end by themselves, is run once. */
function runOf({ services, traits }: TaskGroup, lifecycle: Lifecycle): TaskPlan['run'] {
  const some = services.some((name) => lifecycle.runOnce.has(name) || lifecycle.completed.has(name));
  if (traits.run === 'job' || (some && services.every((name) => ends(name, lifecycle)))) return 'once';
  return traits.run === 'daemon' ? 'daemon' : 'service';
}
