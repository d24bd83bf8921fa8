import type { Project } from '../../compose/project.ts';
import { collector, type Outcome } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { Draft, Needs, TaskDraft } from '../draft.ts';
import type { EcsApp } from '../model.ts';
import { assemble } from './assemble.ts';
import { checkProvider } from './capacity-provider.ts';
import { connect } from './connect.ts';
import type { Decision } from './context.ts';
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

/** What tells for a whole project that there is nothing to decide. */
interface Given {
  readonly tasks: readonly TaskDraft[];
  /** What any container needs. */
  readonly needs: ReadonlySet<keyof Needs>;
  readonly deployment: Deployment;
  readonly options: Options;
}

interface Row {
  readonly decide: Decision;
  readonly when?: (given: Given) => boolean;
}

const onFargate = ({ deployment }: Given): boolean => deployment.launchType === 'FARGATE';
const anyCpu = ({ needs, tasks }: Given): boolean =>
  needs.has('cpuLimit') || needs.has('cpuReservation') || tasks.some(({ definition }) => definition.cpu !== undefined);

/** In this order: a later decision reads what an earlier one wrote. */
const rows: readonly Row[] = [
  { decide: secretVariables },
  { decide: links, when: ({ deployment }) => deployment.links.size > 0 },
  { decide: lifecycle },
  { decide: dependsOn, when: ({ needs }) => needs.has('dependencies') },
  { decide: loadBalancers, when: ({ needs, options }) => needs.has('targetGroups') || options.targetGroups.length > 0 },
  { decide: memory },
  { decide: connect, when: ({ deployment }) => deployment.connect !== undefined },
  { decide: cpu, when: anyCpu },
  { decide: fargateSize, when: onFargate },
  { decide: ephemeralStorage, when: onFargate },
  { decide: sayInstanceLocal },
  { decide: replacement },
  { decide: placement },
  { decide: network, when: ({ options }) => options.subnets.length > 0 },
  { decide: runCount },
];

function needsOf({ tasks }: Draft): ReadonlySet<keyof Needs> {
  const found = new Set<keyof Needs>();
  tasks.forEach(({ containers }) => {
    containers.forEach(({ needs }) => {
      let need: keyof Needs;
      for (need in needs) found.add(need);
    });
  });
  return found;
}

const definitionsOf = ({ taskDefinitions, services }: EcsApp): ReadonlySet<object> =>
  new Set([...taskDefinitions, ...services]);

/** Takes the decisions that need several keys, one file each, and assembles the application. */
export function settle(draft: Draft, project: Project, deployment: Deployment, options: Options): Outcome<EcsApp> {
  const { report, findings } = collector();
  logs(draft, project, deployment, options, report);
  const contexts = draft.tasks.map((task) => ({ task, project, deployment, options, report }));
  const given = { tasks: draft.tasks, needs: needsOf(draft), deployment, options };
  const decisions = rows.filter(({ when }) => !when || when(given));
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
