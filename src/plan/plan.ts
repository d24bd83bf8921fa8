import type { Project } from '../compose/project.ts';
import { collector, type Outcome } from '../diagnostics/declare.ts';
import { launchTypes } from '../ecs/model.ts';
import type { Options } from '../options/options.ts';
import type { Deployment } from './deployment.ts';

export function plan(_project: Project, options: Options): Outcome<Deployment> {
  const { findings } = collector();
  const value: Deployment = {
    target: options.target,
    launchType: launchTypes[options.target],
    tasks: [],
    taskOf: new Map(),
    containerNames: new Map(),
    references: [],
    links: new Map(),
    dataOnly: new Set(),
    runOnce: new Set(),
  };
  return { value, diagnostics: findings };
}
