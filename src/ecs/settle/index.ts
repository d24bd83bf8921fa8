import type { Project } from '../../compose/project.ts';
import { collector, type Outcome } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { Draft } from '../draft.ts';
import type { EcsApp } from '../model.ts';
import { assemble } from './assemble.ts';
import type { Decision } from './context.ts';
import { dependsOn } from './depends-on.ts';
import { lifecycle } from './lifecycle.ts';
import { links } from './links.ts';
import { memory } from './memory.ts';
import { network } from './network.ts';

/** In this order: a later decision reads what an earlier one wrote. */
const decisions: readonly Decision[] = [links, lifecycle, dependsOn, memory, network];

/** Takes the decisions that need several keys, one file each, and assembles the application. */
export function settle(draft: Draft, project: Project, deployment: Deployment, options: Options): Outcome<EcsApp> {
  const { report, findings } = collector();
  for (const task of draft.tasks)
    for (const decide of decisions) decide({ task, project, deployment, options, report });
  const value = assemble(draft.tasks, project, deployment, options);
  return { value, diagnostics: findings };
}
