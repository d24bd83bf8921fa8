import type { Project } from '../compose/project.ts';
import type { Report } from '../diagnostics/declare.ts';
import type { NetworkMode } from '../ecs/model.ts';
import type { Options } from '../options/options.ts';
import type { TaskPlan } from './deployment.ts';
import type { TaskGroup } from './group.ts';
import { ends, type Lifecycle } from './lifecycle.ts';
import { checkContainerNames, families } from './naming.ts';
import type { ServiceFacts, Services } from './services.ts';
import type { Traits } from './splits.ts';

/** By the service's rank. A data container without a count of its own follows those who mount its volumes. */
export function taskTraits(
  services: Services,
  modes: readonly NetworkMode[],
  lifecycle: Lifecycle,
  ties: readonly { readonly a: string; readonly b: string }[],
): readonly Traits[] {
  const traits: Traits[] = [];
  services.forEach(({ rank, mode, count, platform, extension }) => {
    traits.push({
      network: modes[rank] ?? 'bridge',
      run: mode,
      count: mode === 'daemon' ? 1 : count,
      platform,
      task: extension.task,
    });
  });
  for (const { a, b } of ties) {
    if (!lifecycle.dataOnly.has(b)) continue;
    const data = services.get(b);
    const own = data && traits[data.rank];
    const user = traits[services.get(a)?.rank ?? -1];
    if (own && user && data.countPath === undefined) traits[data.rank] = { ...own, count: user.count, run: user.run };
  }
  return traits;
}

interface Tasking {
  readonly project: Project;
  /** The place of each service in start order, by its rank. */
  readonly order: readonly number[];
  readonly lifecycle: Lifecycle;
  readonly containers: ReadonlyMap<string, string>;
  readonly options: Options;
  readonly report: Report;
}

/** Tasks in start order: that of their first services. */
export function toTasks(groups: readonly TaskGroup[], tasking: Tasking): TaskPlan[] {
  const { project, order, lifecycle, containers, options, report } = tasking;
  const place = (facts: ServiceFacts | undefined): number => order[facts?.rank ?? 0] ?? 0;
  const sorted = groups
    .map((group) => (group.services.length > 1 ? { ...group, services: inOrder(group.services, place) } : group))
    .sort((a, b) => place(a.services[0]) - place(b.services[0]));
  const runsOnce = endsIn(lifecycle);
  const familyNames = families(sorted, project.model.name, options.family, report);
  return sorted.map(({ services, traits, reasons }, index) => {
    const names = services.map(nameOf);
    if (names.length > 1) checkContainerNames(names, containers, report);
    const family = familyNames[index] ?? project.model.name;
    return {
      family,
      serviceName: family,
      services: names,
      reasons,
      networkMode: traits.network,
      run: traits.run === 'job' || runsOnce(names) ? 'once' : traits.run,
      count: traits.count,
      countPath: services.find(saysCount)?.countPath,
    };
  });
}

const nameOf = ({ name }: ServiceFacts): string => name;
const saysCount = ({ countPath }: ServiceFacts): boolean => countPath !== undefined;

const inOrder = <T>(items: readonly T[], place: (item: T) => number): T[] =>
  items.toSorted((a, b) => place(a) - place(b));

/** Whether services all end by themselves, and not only hold data: a task of such is run once, as one of jobs is. */
function endsIn(lifecycle: Lifecycle): (names: readonly string[]) => boolean {
  const { runOnce, completed } = lifecycle;
  const endsItself = (name: string): boolean => ends(name, lifecycle);
  const isRun = (name: string): boolean => runOnce.has(name) || completed.has(name);
  return (names) => names.every(endsItself) && names.some(isRun);
}
