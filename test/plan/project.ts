import type { ProjectModel, Service } from '../../src/compose/model.ts';
import type { Project } from '../../src/compose/project.ts';
import { defaultOptions, type Options } from '../../src/options/options.ts';
import type { Deployment } from '../../src/plan/deployment.ts';
import { plan } from '../../src/plan/plan.ts';
import type { Entry, MapNode, Node } from '../../src/source/node.ts';
import { Source } from '../../src/source/source.ts';

const source = new Source('compose.yaml', '');
const place = { source, start: 0, end: 0 };

function toNode(value: unknown): Node {
  if (Array.isArray(value)) return { kind: 'list', ...place, items: value.map(toNode) };
  if (typeof value === 'object' && value !== null) return toMap(Object.entries(value));
  return { kind: 'scalar', ...place, value: (value ?? null) as string | number | boolean | null };
}

const toMap = (entries: readonly (readonly [string, unknown])[]): MapNode => ({
  kind: 'map',
  ...place,
  entries: new Map(entries.map(([key, value]): [string, Entry] => [key, { ...place, value: toNode(value) }])),
});

/** A project as if every value of the model had been written. */
export function project(services: Readonly<Record<string, Service>>, more: Partial<ProjectModel> = {}): Project {
  const model: ProjectModel = { name: 'demo', services, ...more };
  return { model, tree: toMap(Object.entries(model)), directory: '/app', v1: false, inactive: [] };
}

export interface Planned {
  readonly deployment: Deployment;
  /** `severity code path`. */
  readonly said: readonly string[];
  /** Members of each task by family. */
  readonly tasks: Readonly<Record<string, readonly string[]>>;
}

export function planned(
  services: Readonly<Record<string, Service>>,
  options: Partial<Options> = {},
  more: Partial<ProjectModel> = {},
): Planned {
  const { value, diagnostics } = plan(project(services, more), { ...defaultOptions, ...options });
  return {
    deployment: value,
    said: diagnostics.map(({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`),
    tasks: Object.fromEntries(value.tasks.map(({ family, services }) => [family, services])),
  };
}

export const dependsOn = (...names: string[]): Service['depends_on'] =>
  Object.fromEntries(names.map((name) => [name, { condition: 'service_started', required: true }]));
