import type { Project } from '../../compose/project.ts';
import { collector, type Outcome } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { Draft } from '../draft.ts';
import type { EcsApp } from '../model.ts';

/** Takes the decisions that need several keys, one file each, and assembles the application. */
export function settle(_draft: Draft, project: Project, deployment: Deployment, _options: Options): Outcome<EcsApp> {
  const { findings } = collector();
  const value: EcsApp = {
    project: project.model.name,
    target: deployment.target,
    taskDefinitions: [],
    services: [],
    runTasks: [],
    routes: [],
    groups: [],
  };
  return { value, diagnostics: findings };
}
