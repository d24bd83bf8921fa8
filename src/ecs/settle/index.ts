import type { Project } from '../../compose/project.ts';
import { collector, type Outcome } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { Draft } from '../draft.ts';
import type { EcsApp } from '../model.ts';
import { assemble } from './assemble.ts';
import { checkProvider } from './capacity-provider.ts';
import { connect } from './connect.ts';
import type { Decision, SettleContext } from './context.ts';
import { cpu } from './cpu.ts';
import { dependsOn } from './depends-on.ts';
import { deployment as replacement } from './deployment.ts';
import { ephemeralStorage } from './ephemeral-storage.ts';
import { pulls } from './execution-role.ts';
import { fargateSize } from './fargate-size.ts';
import { instanceFit, sayUnknownType } from './instance-fit.ts';
import { sayInstanceLocal } from './instance-local.ts';
import { leaveOut } from './left-out.ts';
import { lifecycle } from './lifecycle.ts';
import { links } from './links.ts';
import { loadBalancers } from './load-balancers.ts';
import { logs } from './logs.ts';
import { memory } from './memory.ts';
import { network, sayPublicAddress } from './network.ts';
import { placement } from './placement.ts';
import { raw } from './raw.ts';
import { rebalancing } from './rebalancing.ts';
import { runCount } from './run-count.ts';
import { secretVariables } from './secret-variables.ts';
import { sayUnused } from './unused-options.ts';
import { wellFormed } from './well-formed.ts';

/** A decision, and what it is for where most projects have nothing to decide. */
interface Row {
  readonly decide: Decision;
  readonly when?: (given: Pick<SettleContext, 'deployment' | 'options'>) => boolean;
}

const onFargate: Row['when'] = ({ deployment }) => deployment.launchType === 'FARGATE';

/** In this order: a later decision reads what an earlier one wrote. */
const rows: readonly Row[] = [
  { decide: secretVariables },
  { decide: links, when: ({ deployment }) => deployment.links.size > 0 },
  { decide: lifecycle },
  { decide: dependsOn },
  { decide: loadBalancers },
  { decide: memory },
  { decide: connect, when: ({ deployment }) => deployment.connect !== undefined },
  { decide: cpu },
  { decide: fargateSize, when: onFargate },
  { decide: ephemeralStorage, when: onFargate },
  { decide: sayInstanceLocal },
  { decide: replacement },
  { decide: placement },
  { decide: network, when: ({ options }) => options.subnets.length > 0 },
  { decide: runCount },
];

const definitionsOf = ({ taskDefinitions, services }: EcsApp): ReadonlySet<object> =>
  new Set([...taskDefinitions, ...services]);

/** Takes the decisions that need several keys, one file each, and assembles the application. */
export function settle(draft: Draft, project: Project, deployment: Deployment, options: Options): Outcome<EcsApp> {
  const { report, findings } = collector();
  logs(draft, project, deployment, options, report);
  const contexts = draft.tasks.map((task) => ({ task, project, deployment, options, report }));
  const decisions = rows.filter(({ when }) => !when || when({ deployment, options }));
  contexts.forEach((context) => {
    for (let index = 0; index < decisions.length; index++) decisions[index]?.decide(context);
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
