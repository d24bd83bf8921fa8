import type { Deployment, TaskPlan } from '../../plan/deployment.ts';
import { firstBy } from '../../source/first-by.ts';
import type { ServiceDefinition, TaskDefinition } from '../model.ts';

/** The Compose services behind a definition, for who reports something about it. */
export class Planned {
  private readonly tasks: Deployment['tasks'];
  private families: ReadonlyMap<string, TaskPlan> | undefined;
  private names: ReadonlyMap<string, TaskPlan> | undefined;

  constructor({ tasks }: Deployment) {
    this.tasks = tasks;
    this.families = undefined;
    this.names = undefined;
  }

  ofTask({ family }: TaskDefinition, index: number): readonly string[] {
    return (this.byFamily.get(family) ?? this.tasks[index])?.services ?? [];
  }

  ofFamily(family: string | undefined): readonly string[] {
    return this.byFamily.get(family ?? '')?.services ?? [];
  }

  ofService({ serviceName, taskDefinition }: ServiceDefinition): readonly string[] {
    this.names ??= firstBy(this.tasks, (task) => task.serviceName);
    return this.names.get(serviceName)?.services ?? this.ofFamily(taskDefinition);
  }

  private get byFamily(): ReadonlyMap<string, TaskPlan> {
    this.families ??= firstBy(this.tasks, (task) => task.family);
    return this.families;
  }
}
