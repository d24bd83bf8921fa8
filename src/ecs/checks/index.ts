import type { Project } from '../../compose/project.ts';
import { collector, type Outcome } from '../../diagnostics/declare.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { EcsApp } from '../model.ts';

/** Holds the finished application against the laws of ECS. Findings point into the Compose file. */
export function checkApp(_app: EcsApp, _project: Project, _deployment: Deployment): Outcome<void> {
  const { findings } = collector();
  return { value: undefined, diagnostics: findings };
}
