import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { Draft, Needs, TaskDraft } from '../draft.ts';
import { connect } from './connect.ts';
import type { Decision } from './context.ts';
import { cpu } from './cpu.ts';
import { dependsOn } from './depends-on.ts';
import { deployment as replacement } from './deployment.ts';
import { ephemeralStorage } from './ephemeral-storage.ts';
import { fargateSize } from './fargate-size.ts';
import { sayInstanceLocal } from './instance-local.ts';
import { lifecycle } from './lifecycle.ts';
import { links } from './links.ts';
import { loadBalancers } from './load-balancers.ts';
import { memory } from './memory.ts';
import { network } from './network.ts';
import { placement } from './placement.ts';
import { asksForRanges, portRanges } from './port-ranges.ts';
import { runCount } from './run-count.ts';
import { secretVariables } from './secret-variables.ts';

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
  /** Absent: there may be something to decide in any project. */
  readonly when?: (given: Given) => boolean;
}

const onFargate = ({ deployment }: Given): boolean => deployment.launchType === 'FARGATE';
const anyCpu = ({ needs, tasks }: Given): boolean =>
  needs.has('cpuLimit') || needs.has('cpuReservation') || tasks.some(({ definition }) => definition.cpu !== undefined);
const anyPlacement = ({ tasks }: Given): boolean =>
  tasks.some(({ service }) => service.placementStrategy ?? service.placementConstraints);

const manyPorts = ({ tasks }: Given): boolean =>
  tasks.some(({ containers }) => containers.some(({ definition }) => asksForRanges(definition.portMappings)));

/** In this order: a later decision reads what an earlier one wrote. */
const rows: readonly Row[] = [
  { decide: secretVariables },
  { decide: links, when: ({ deployment }) => deployment.links.size > 0 },
  { decide: lifecycle },
  { decide: dependsOn, when: ({ needs }) => needs.has('dependencies') },
  { decide: loadBalancers, when: ({ needs, options }) => needs.has('targetGroups') || options.targetGroups.length > 0 },
  { decide: memory },
  { decide: connect, when: ({ deployment }) => deployment.connect !== undefined },
  { decide: portRanges, when: manyPorts },
  { decide: cpu, when: anyCpu },
  { decide: fargateSize, when: onFargate },
  { decide: ephemeralStorage, when: onFargate },
  { decide: sayInstanceLocal },
  { decide: replacement },
  { decide: placement, when: anyPlacement },
  { decide: network, when: ({ options }) => options.subnets.length > 0 },
  { decide: runCount, when: ({ tasks }) => tasks.some(({ plan }) => plan.run === 'once') },
];

/** Those that something in the project asks for. */
export function decisionsFor({ tasks }: Draft, deployment: Deployment, options: Options): readonly Decision[] {
  const given = { tasks, needs: needsOf(tasks), deployment, options };
  return rows.filter(({ when }) => !when || when(given)).map(({ decide }) => decide);
}

function needsOf(tasks: readonly TaskDraft[]): ReadonlySet<keyof Needs> {
  const found = new Set<keyof Needs>();
  tasks.forEach(({ containers }) => {
    containers.forEach(({ needs }) => {
      let need: keyof Needs;
      for (need in needs) found.add(need);
    });
  });
  return found;
}
