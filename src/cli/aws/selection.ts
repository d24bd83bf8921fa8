import { compile } from '../../compile.ts';
import type { EcsApp } from '../../ecs/model.ts';
import type { Flags, Streams } from '../command.ts';
import { loadRequest, optionInput } from '../flags.ts';
import { hostOf, type ProjectRun } from '../project-run.ts';
import { notFound, nothingFound } from './findings.ts';
import type { AwsRun } from './project.ts';

export interface Selection {
  /** Only the tasks that hold one of the services. */
  readonly app: EcsApp;
  /** ECS services that were left out. */
  readonly leftOut: readonly string[];
  /** Names that are no service of the project. */
  readonly unknown: readonly string[];
}

/** The selection, or undefined after it was said which names are unknown: a mistyped name must not mean all services. */
export function knownSelection(
  { app, report }: Pick<AwsRun, 'app' | 'report'>,
  services: readonly string[],
): Selection | undefined {
  const selection = picked(app, services);
  const known = app.groups.flatMap((group) => group.services).join(', ');
  for (const service of selection.unknown) report(notFound, { path: [] }, { service, known });
  return selection.unknown.length > 0 ? undefined : selection;
}

/** Says that AWS holds nothing of the selection: silence would look like success in a cluster whose name is mistyped. */
export const reportNothing = ({ app, cluster, report }: Pick<AwsRun, 'app' | 'cluster' | 'report'>): void =>
  report(nothingFound, { path: [] }, { project: app.project, cluster });

/** The part of an application that some Compose services live in; all of it when none is named. */
export function picked(app: EcsApp, services: readonly string[]): Selection {
  const known = new Set(app.groups.flatMap((group) => group.services));
  const unknown = services.filter((name) => !known.has(name));
  if (services.length === 0 || unknown.length > 0) return { app, leftOut: [], unknown };
  const groups = app.groups.filter((group) => group.services.some((name) => services.includes(name)));
  const families = new Set(groups.map(({ family }) => family));
  const inside = ({ taskDefinition }: { taskDefinition?: string }): boolean => families.has(taskDefinition ?? '');
  return {
    app: {
      ...app,
      groups,
      taskDefinitions: app.taskDefinitions.filter(({ family }) => families.has(family)),
      services: app.services.filter(inside),
      runTasks: app.runTasks.filter(inside),
    },
    leftOut: app.services.filter((service) => !inside(service)).map(({ serviceName }) => serviceName),
    unknown,
  };
}

/** ECS services of the same project with every profile on: those that this run leaves out are not orphans. */
export function leftOutServices({ compiled }: ProjectRun, flags: Flags, streams: Streams): readonly string[] {
  if (!compiled.project || compiled.project.inactive.length === 0) return [];
  const request = { ...loadRequest(flags), profiles: ['*'], options: optionInput(flags) };
  const { deployment } = compile(request, hostOf(streams));
  const prefix = compiled.options?.family ?? compiled.project.model.name;
  const alone = compiled.project.inactive.map((name) => `${prefix}-${name}`);
  return [...(deployment?.tasks.map(({ serviceName }) => serviceName) ?? []), ...alone];
}
