import type { Project } from '../compose/project.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { EcsApp, TaskVolume } from '../ecs/model.ts';
import type { Deployment } from '../plan/deployment.ts';
import { firstBy } from '../source/first-by.ts';
import { addToGroup } from '../source/grouped-by.ts';
import { type Block, commands, heading, list, table, text } from './document.ts';
import { edgeMeanings, graphOf, portText, volumeText } from './graph.ts';
import { copyCommands, moveCommands } from './move-data.ts';
import { binds, origins, shortened } from './storage.ts';

type EcsService = EcsApp['services'][number];

export interface ReportInput {
  readonly app: EcsApp;
  readonly project: Project;
  readonly deployment: Deployment;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a person reads before migrating. Holds names, never a value of the environment or of a secret. */
export function report(input: ReportInput): readonly Block[] {
  const { app } = input;
  return [
    heading(1, `${app.project} on Amazon ECS (${app.target})`),
    text(summary(input)),
    heading(2, 'Tasks'),
    { kind: 'picture' },
    text(legend(input)),
    ...memoryBlocks(app),
    ...containerBlocks(app),
    ...findingBlocks(input),
    ...fileBlocks(input),
    ...volumeBlocks(input),
    ...routeBlocks(app),
    ...portBlocks(app),
  ];
}

function summary({ app, project }: ReportInput): string {
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const services = Object.keys(project.model.services).length;
  const made = [
    [app.taskDefinitions.length, 'task definition'],
    [app.services.length, 'service'],
    [app.runTasks.length, 'one-off task'],
  ] as const;
  const parts = made.filter(([number]) => number > 0).map(([number, noun]) => count(number, noun));
  return `${count(services, 'Compose service')} become${services === 1 ? 's' : ''} ${parts.join(', ')}.`;
}

function legend({ app, deployment }: ReportInput): string {
  const kinds = new Set(graphOf(app, deployment).edges.map(({ kind }) => kind));
  const said = [...kinds].map((kind) => `${edgeMeanings[kind]}`);
  return said.length > 0 ? `Lines: ${said.join('; ')}.` : 'No container uses another.';
}

const mebibytes = (amount: number): string => (amount > 0 ? `${amount} MiB` : '');

/** One row for each task: what its copies take of an instance, or of Fargate. */
function memoryBlocks({ taskDefinitions, services, runTasks }: EcsApp): Block[] {
  const running = firstBy(services, ({ taskDefinition }) => taskDefinition);
  const once = firstBy(runTasks, ({ taskDefinition }) => taskDefinition);
  const rows = taskDefinitions.map(({ family, containerDefinitions, cpu, memory }) => {
    const service = running.get(family);
    const reserved = containerDefinitions.reduce((sum, one) => sum + (one.memoryReservation ?? one.memory ?? 0), 0);
    const limited = containerDefinitions.every((one) => one.memory !== undefined);
    const most = limited ? containerDefinitions.reduce((sum, one) => sum + (one.memory ?? 0), 0) : 0;
    return [
      family,
      service ? copies(service) : timesRun(once.get(family)),
      mebibytes(reserved),
      limited ? mebibytes(most) : 'no limit',
      memory === undefined ? '' : `${cpu === undefined ? '' : `${cpu} CPU units, `}${memory} MiB`,
      service ? whileDeploying(service) : '',
    ];
  });
  return [
    heading(3, 'Memory of each task'),
    table(['task', 'copies', 'reserves', 'at most', 'sized', 'while deploying'], rows),
  ];
}

const isDaemon = ({ schedulingStrategy }: EcsService): boolean => schedulingStrategy === 'DAEMON';

const copies = (service: EcsService): string =>
  isDaemon(service) ? 'one on each instance' : `${service.desiredCount ?? 1}`;

/** A task that neither a service nor a run task names was left out: nothing says how often. */
function timesRun(task: EcsApp['runTasks'][number] | undefined): string {
  if (!task) return '';
  return (task.count ?? 1) > 1 ? `run once, ${task.count} copies` : 'run once';
}

/** ECS takes 100 percent as the most of a daemon, and 200 of all else, where none is written. */
function whileDeploying(service: EcsService): string {
  const most = service.deploymentConfiguration?.maximumPercent ?? (isDaemon(service) ? 100 : 200);
  return most > 100 ? 'twice this' : 'stops before it starts';
}

function containerBlocks({ taskDefinitions, groups }: EcsApp): Block[] {
  const rows = taskDefinitions.flatMap(({ family, containerDefinitions }) =>
    containerDefinitions.map(({ name, image, cpu, memory, memoryReservation, essential, portMappings = [] }) => [
      family,
      name,
      image,
      mebibytes(memoryReservation ?? 0),
      mebibytes(memory ?? 0),
      cpu === undefined ? '' : `${cpu}`,
      essential === false ? 'no' : 'yes',
      portMappings.map(portText).join(', '),
    ]),
  );
  const families = new Map<string, string[]>();
  for (const { family, reasons } of groups) for (const reason of reasons) addToGroup(families, reason, family);
  const reasons = [...families].map(([reason, all]) =>
    taskDefinitions.length === 1
      ? reason
      : `${all.length === taskDefinitions.length ? 'All' : all.join(', ')}: ${reason}`,
  );
  return [
    heading(3, 'Containers'),
    table(['task', 'container', 'image', 'reserved', 'at most', 'cpu', 'essential', 'ports'], rows),
    ...(reasons.length > 0 ? [heading(3, 'Why the tasks are cut so'), list(reasons)] : []),
  ];
}

const titles = { error: 'Refused', warning: 'Carried with a loss, or not at all', info: 'Good to know' } as const;

function findingBlocks({ diagnostics, project }: ReportInput): Block[] {
  if (diagnostics.length === 0)
    return [heading(2, 'Everything was carried over'), text('No key of the Compose file was lost.')];
  const blocks: Block[] = [heading(2, 'What was not carried over, and what to do')];
  for (const severity of ['error', 'warning', 'info'] as const) {
    const rows = diagnostics
      .filter((one) => one.severity === severity)
      .map(({ service, message, why, fix, code, place }) => [
        service ?? 'project',
        `${message} ${why}`,
        fix,
        place
          ? `${shortened(place.source.path, project.directory)}:${place.source.position(place.start).line} (${code})`
          : code,
      ]);
    if (rows.length > 0)
      blocks.push(heading(3, titles[severity]), table(['service', 'what', 'what to do', 'where'], rows));
  }
  return blocks;
}

function fileBlocks(input: ReportInput): Block[] {
  const found = binds(input);
  if (found.length === 0) return [];
  const rows = found.map(({ source, destination, readOnly }) => [
    source,
    destination,
    readOnly ? 'read-only' : 'written to',
  ]);
  const copies = found.filter(({ source, destination, readOnly }) => readOnly || source !== destination);
  return [
    heading(2, 'Host paths to create, files to copy'),
    text(
      'ECS copies no files. Every container instance needs these; where one is missing, Docker makes an empty folder in its place.',
    ),
    table(['on your machine', 'on the instance', 'containers'], rows),
    ...(copies.length > 0
      ? [
          commands(
            'Copy them',
            copies.flatMap(({ source, destination, isFile }) => copyCommands(source, destination, isFile)),
          ),
        ]
      : []),
  ];
}

function volumeBlocks(input: ReportInput): Block[] {
  const volumes = new Map<string, TaskVolume>();
  for (const { volumes: all = [] } of input.app.taskDefinitions)
    for (const volume of all) volumes.set(volume.name, volume);
  const from = origins(input);
  if (volumes.size === 0) return [];
  const rows = [...volumes.values()].map((volume) => [
    volume.name,
    volumeText(volume),
    from.get(volume.name)?.name ?? '',
  ]);
  const moves = [...volumes.values()].flatMap((volume) => {
    const origin = from.get(volume.name);
    const lines = origin ? moveCommands(volume, origin) : [];
    return lines.length > 0 ? [commands(`Move ${volume.name}`, lines)] : [];
  });
  return [
    heading(2, 'Volumes, and moving their data'),
    table(['volume', 'on ECS', 'data lies today in'], rows),
    ...moves,
  ];
}

function routeBlocks({ routes }: EcsApp): Block[] {
  if (routes.length === 0) return [];
  const rows = routes.map(({ hosts, paths, service, container, containerPort, source }) => [
    hosts.join(', '),
    paths.join(', '),
    `${service} / ${container}:${containerPort}`,
    source,
  ]);
  return [
    heading(2, 'Routes'),
    text(
      'A proxy in the Compose file routes these by name. Behind an Application Load Balancer each is a listener rule with a target group.',
    ),
    table(['hosts', 'paths', 'to', 'read from'], rows),
  ];
}

function portBlocks({ taskDefinitions }: EcsApp): Block[] {
  const rows = taskDefinitions.flatMap(({ family, containerDefinitions }) =>
    containerDefinitions.flatMap(({ name, portMappings = [] }) =>
      portMappings.map((port) => [family, name, portText(port)]),
    ),
  );
  if (rows.length === 0) return [];
  return [
    heading(2, 'Ports'),
    text('The security group of the instances (or of the tasks, on awsvpc) decides who reaches them.'),
    table(['task', 'container', 'port'], rows),
  ];
}
