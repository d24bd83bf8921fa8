import type { EcsApp, Group, Route, RunTask, ServiceDefinition, Target, TaskDefinition } from '../ecs/model.ts';
import { filled, normalForm } from './normal-form.ts';

/**
 * What `convert` gives: the inputs of RegisterTaskDefinition, CreateService and RunTask as the AWS CLI takes them,
 * the virtual hosts that were found, and which services share a task and why. Every list is present here; in JSON text none is empty.
 */
export interface Bundle {
  readonly project: string;
  readonly target: Target;
  readonly taskDefinitions: readonly TaskDefinition[];
  readonly services: readonly ServiceDefinition[];
  readonly runTasks: readonly RunTask[];
  readonly routes: readonly Route[];
  readonly groups: readonly Group[];
}

/** The application in normal form: same input, same bytes. */
export function toBundle(app: EcsApp): Bundle {
  const each = <T>(values: readonly T[], type: string): T[] =>
    values.map((value) => normalForm(value, type) as T | undefined).filter((value) => value !== undefined);
  return {
    project: app.project,
    target: app.target,
    taskDefinitions: each(app.taskDefinitions, 'TaskDefinition'),
    services: each(app.services, 'Service'),
    runTasks: each(app.runTasks, 'RunTask'),
    routes: app.routes.map(route),
    groups: app.groups.map(({ family, services, reasons }) => ({ family, services, reasons })),
  };
}

const route = ({ service, container, containerPort, hosts, paths, source }: Route): Route => ({
  service,
  container,
  containerPort,
  hosts,
  paths,
  source,
});

/** The bundle as one JSON document, with a line end. */
export const bundleText = (bundle: Bundle): string => jsonText(bundle);

/** JSON with two spaces, nothing empty, and no character that a terminal would obey. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(filled(value) ?? {}, null, 2);
  return `${text.replace(unprintable, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** JSON escapes only the first 32; these are DEL, the C1 controls, line separators and marks that turn the writing direction. */
const unprintable = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
