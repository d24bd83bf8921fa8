import { appended } from '../../compose/nodes.ts';
import { declare } from '../../diagnostics/declare.ts';
import { shownVolume, type TaskDraft, type UpdateRequest, type Written } from '../draft.ts';
import { pages } from '../facts/pages.ts';
import type { NetworkMode, PortMapping } from '../model.ts';
import type { Decision, SettleContext } from './context.ts';
import { list, naming } from './fold.ts';
import { type Percents, percents, stopFirst } from './rolling-update.ts';

const see = pages.serviceParameters;

export const stopsBeforeStart = declare<{ family: string; reasons: string; outage: boolean }>(() => ({
  code: 'deploy/stops-before-start',
  severity: 'warning',
  message: ({ family, outage }) =>
    `A deployment of ${family} stops the old task before it starts the new one${outage ? ': a short outage' : ''}.`,
  why: ({ reasons }) => `The old and the new task cannot run side by side: ${reasons}.`,
  fix: 'Accept it, or write deploy.update_config.order: start-first where a second instance or shared data make it safe.',
  see,
}));

export const overlapIsUnsafe = declare<{ family: string; reasons: string }>(() => ({
  code: 'deploy/overlap-is-unsafe',
  severity: 'warning',
  message: ({ family }) => `start-first runs the old and the new task of ${family} side by side.`,
  why: ({ reasons }) =>
    `They would meet: ${reasons}. ECS then waits for another instance, or two processes write to the same data.`,
  fix: 'Write order: stop-first, or remove order: the conversion then stops the old task first.',
  see,
}));

export const daemonOrder = declare(() => ({
  code: 'deploy/daemon-order',
  severity: 'warning',
  message: 'Order and parallelism of the update are not kept.',
  why: 'Of a service with mode: global, ECS stops the task of an instance before it starts the new one there.',
  fix: 'Remove order and parallelism, or use mode: replicated.',
  see,
}));

export const updatesDiffer = declare<{ name: string }>(() => ({
  code: 'deploy/updates-differ',
  severity: 'warning',
  message: ({ name }) => `This update_config is not kept; that of ${name} is, which shares the task.`,
  why: 'A service of ECS has one deployment configuration for the whole task.',
  fix: 'Write the same order and parallelism, or split the task with x-ecs.task.',
  see,
}));

/** How a deployment replaces tasks. ECS's own default is left out. */
export const deployment: Decision = (context) => {
  const { task, report } = context;
  if (task.plan.run === 'once') return;
  const written = writtenUpdate(context);
  const daemon = task.plan.run === 'daemon';
  if (written && daemon) report(daemonOrder, { path: written.path });
  const found = contested(task);
  if (written && !daemon) {
    write(task, percents(task.plan.count, written.value));
    sayOverlap(context, written, found);
  } else if (found.services) stopAndSay(context, found.services, text(found));
};

/** What the old and the new task of a deployment would both need, and the services that ask for it; absent: nothing. */
interface Contested {
  readonly services?: readonly string[] | undefined;
  readonly ports?: readonly string[] | undefined;
  readonly volumes?: readonly string[] | undefined;
}

function stopAndSay({ task, places, report }: SettleContext, services: readonly string[], reasons: string): void {
  const { family, run, count } = task.plan;
  const daemon = run === 'daemon';
  write(task, stopFirst(daemon ? 0 : count));
  const where = places.fold(services, 'a reason as well');
  report(stopsBeforeStart, where, { family, reasons, outage: daemon || count <= 1 });
}

/** A host port that is still taken only keeps the new task waiting; the checks tell that. Data is another matter. */
function sayOverlap(
  { task, report }: SettleContext,
  { value, path }: Written<UpdateRequest>,
  { volumes }: Contested,
): void {
  if (value.order === 'start-first' && volumes)
    report(overlapIsUnsafe, { path }, { family: task.plan.family, reasons: text({ volumes }) });
}

function write(task: TaskDraft, percent: Percents): void {
  const written = task.service.deploymentConfiguration;
  task.service.deploymentConfiguration = written ? { ...written, ...percent } : percent;
}

/** `host ports 80 and 443 can be taken once on an instance, volume data would have two writers`. */
function text({ ports, volumes }: Contested): string {
  const port = ports ? `${named('host port', ports)} can be taken once on an instance` : '';
  const volume = volumes ? `${named('volume', volumes)} would have two writers` : '';
  return port && volume ? `${port}, ${volume}` : port || volume;
}

const named = (kind: string, names: readonly string[]): string =>
  names.length > 1 ? `${kind}s ${list(names)}` : `${kind} ${names[0]}`;

/** Static host ports can be taken once on an instance; persistent data has one writer at a time. */
function contested(task: TaskDraft): Contested {
  let services: string[] | undefined;
  let ports: string[] | undefined;
  let volumes: string[] | undefined;
  const { networkMode } = task.plan;
  if (networkMode === 'bridge' || networkMode === 'host')
    task.containers.forEach(({ service, definition: { portMappings = none } }) => {
      for (let index = 0; index < portMappings.length; index++) {
        const host = hostPort(portMappings[index], networkMode);
        if (!host) continue;
        if (services?.at(-1) !== service) services = appended(services, service);
        ports = appended(ports, String(host));
      }
    });
  if (task.volumes.size > 0)
    task.volumes.forEach((draft) => {
      const { persistent, writers } = draft;
      if (!persistent || writers.length === 0) return;
      volumes = appended(volumes, shownVolume(draft));
      for (let index = 0; index < writers.length; index++) services = naming(services, writers[index]);
    });
  return { services, ports, volumes };
}

const none: readonly PortMapping[] = [];

const hostPort = (mapping: PortMapping | undefined, networkMode: NetworkMode): number | undefined =>
  mapping?.hostPort ?? (networkMode === 'host' ? mapping?.containerPort : undefined);

/** The first one in start order; others that differ are reported. */
function writtenUpdate({ task, report }: SettleContext): Written<UpdateRequest> | undefined {
  let first: Written<UpdateRequest> | undefined;
  let name = '';
  for (let index = 0; index < task.containers.length; index++) {
    const container = task.containers[index];
    const update = container?.needs.update;
    if (!update) continue;
    if (!first) {
      first = update;
      name = container.service;
    } else if (update.value.order !== first.value.order || update.value.parallelism !== first.value.parallelism)
      report(updatesDiffer, { path: update.path }, { name });
  }
  return first;
}
