import type { RunTask, ServiceDefinition, TaskVolume } from '../model.ts';
import type { Clean, ReportAt } from './law.ts';
import type { LawOf } from './law-book.ts';
import type { TaskView } from './task-view.ts';

/** A service, or a task to run, as its laws see it. */
export interface ServiceView {
  readonly service: Clean<ServiceDefinition>;
  /** The definition that it runs, where it is known. */
  readonly task: TaskView | undefined;
  readonly daemon: boolean;
  readonly controller: string;
  /** Whether it runs on Fargate; `undefined` when only the cluster knows. */
  readonly fargate: boolean | undefined;
  readonly external: boolean;
  readonly report: ReportAt;
}

export type ServiceLaw = LawOf<ServiceView>;

/** Names of members of the service or of the volumes of its task. */
type Members = readonly (keyof ServiceDefinition | keyof RunTask | keyof TaskVolume)[];

export const serviceLaw = (about: Members | 'everything', hold: ServiceLaw['hold']): ServiceLaw => ({ about, hold });

export function serviceView(
  service: Clean<ServiceDefinition> | Clean<RunTask>,
  task: TaskView | undefined,
  report: ReportAt,
): ServiceView {
  const own = service as Clean<ServiceDefinition>;
  return {
    service: own,
    task,
    daemon: own.schedulingStrategy === 'DAEMON',
    controller: own.deploymentController?.type ?? 'ECS',
    fargate: onFargate(own, task),
    external: own.launchType === 'EXTERNAL',
    report,
  };
}

function onFargate(service: Clean<ServiceDefinition>, task: TaskView | undefined): boolean | undefined {
  if (service.launchType) return service.launchType === 'FARGATE';
  const providers = service.capacityProviderStrategy;
  if (providers && providers.length > 0)
    return providers.some((item) => item?.capacityProvider === 'FARGATE' || item?.capacityProvider === 'FARGATE_SPOT');
  if (!task || task.on.size === 0) return undefined;
  if (!task.on.has('FARGATE')) return false;
  return task.on.size === 1 ? true : undefined;
}
