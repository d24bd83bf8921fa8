import type { Project } from '../compose/project.ts';
import { collector, type Outcome } from '../diagnostics/declare.ts';
import type { Draft } from '../ecs/draft.ts';
import type { Options } from '../options/options.ts';
import type { Deployment } from '../plan/deployment.ts';

/** Runs every key of every service through its definition. */
export function mapKeys(_project: Project, _deployment: Deployment, _options: Options): Outcome<Draft> {
  const { findings } = collector();
  return { value: { tasks: [], containers: new Map() }, diagnostics: findings };
}
