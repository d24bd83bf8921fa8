import type { Project } from '../compose/project.ts';
import type { Report } from '../diagnostics/declare.ts';
import type { NetworkMode } from '../ecs/model.ts';
import type { Options } from '../options/options.ts';
import type { Path } from '../source/node.ts';
import type { TaskPlan } from './deployment.ts';
import type { TaskGroup } from './group.ts';
import { ends, type Lifecycle } from './lifecycle.ts';
import { checkContainerNames, families } from './naming.ts';
import type { Services } from './services.ts';
import type { Traits } from './splits.ts';

/** A data container without a count of its own follows those who mount its volumes. */
export function taskTraits(
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
      ...(platform ? { platform } : undefined),
      ...(extension.task ? { task: extension.task } : undefined),
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
export function toTasks(groups: readonly TaskGroup[], tasking: Tasking): TaskPlan[] {
  const { project, services, order, containers, options, report } = tasking;
  const rank = new Map(order.map((name, at) => [name, at]));
  const at = (name: string | undefined): number => rank.get(name ?? '') ?? 0;
  const sorted = groups
    .map(({ services, traits, reasons }) => ({ services: services.toSorted((a, b) => at(a) - at(b)), traits, reasons }))
    .sort((a, b) => at(a.services[0]) - at(b.services[0]));
  const named = sorted.map((each) => ({ services: each.services, task: each.traits.task }));
  const familyNames = families(named, project.model.name, options.family, report);
  return sorted.map((each, index) => {
    if (each.services.length > 1) checkContainerNames(each.services, containers, report);
    const family = familyNames[index] ?? project.model.name;
    const countPath = countPathOf(each.services, services);
    return {
      family,
      serviceName: family,
      services: each.services,
      reasons: each.reasons,
      networkMode: each.traits.network,
      run: runOf(each, tasking.lifecycle),
      count: each.traits.count,
      ...(countPath ? { countPath } : undefined),
    };
  });
}

/** Where the first of them that writes a count does so. */
function countPathOf(names: readonly string[], services: Services): Path | undefined {
  for (const name of names) {
    const path = services.get(name)?.countPath;
    if (path) return path;
  }
  return undefined;
}

/** A task of jobs, or of nothing but services that end by themselves, is run once. */
function runOf({ services, traits }: TaskGroup, lifecycle: Lifecycle): TaskPlan['run'] {
  const some = services.some((name) => lifecycle.runOnce.has(name) || lifecycle.completed.has(name));
  if (traits.run === 'job' || (some && services.every((name) => ends(name, lifecycle)))) return 'once';
  return traits.run === 'daemon' ? 'daemon' : 'service';
}
