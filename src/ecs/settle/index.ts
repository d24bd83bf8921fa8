import type { Project } from '../../compose/project.ts';
import { collector, type Outcome } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { Draft } from '../draft.ts';
import type { EcsApp } from '../model.ts';
import { assemble } from './assemble.ts';
import { checkProvider } from './capacity-provider.ts';
import { decisionsFor } from './decisions.ts';
import { pulls } from './execution-role.ts';
import { instanceFit, sayUnknownType } from './instance-fit.ts';
import { leaveOut } from './left-out.ts';
import { logs } from './logs.ts';
import { sayPublicAddress } from './network.ts';
import { Places } from './places.ts';
import { raw } from './raw.ts';
import { rebalancing } from './rebalancing.ts';
import { sayUnused } from './unused-options.ts';
import { wellFormed } from './well-formed.ts';

const definitionsOf = ({ taskDefinitions, services }: EcsApp): ReadonlySet<object> =>
  new Set([...taskDefinitions, ...services]);

/** Takes the decisions that need several keys, one file each, and assembles the application. */
export function settle(draft: Draft, project: Project, deployment: Deployment, options: Options): Outcome<EcsApp> {
  const { report, findings } = collector();
  const places = new Places(project);
  logs(draft, { project, deployment, options, places, report });
  const contexts = draft.tasks.map((task) => ({ task, project, deployment, options, places, report }));
  const decisions = decisionsFor(draft, deployment, options);
  contexts.forEach((context) => {
    for (let index = 0; index < decisions.length; index++) decisions[index]?.(context);
  });
  sayUnknownType({ options, report });
  checkProvider(deployment, options.capacityProvider, report);
  sayPublicAddress(deployment, options, report);
  sayUnused(deployment, options, report);
  const assembled = assemble(draft.tasks, project, deployment, options);
  const merged = raw(assembled, draft, project, report);
  const readable = merged === assembled ? assembled : wellFormed(merged, definitionsOf(assembled));
  merged.services.forEach((service, index) => {
    rebalancing(service, readable.services[index] ?? service);
  });
  instanceFit(readable, contexts, options);
  pulls(readable, deployment, report);
  return { value: leaveOut(merged, report), diagnostics: findings };
}
