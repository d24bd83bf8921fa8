import type { EcsApp, TaskDefinition, TaskVolume } from '../ecs/model.ts';
import type { Deployment, Reference } from '../plan/deployment.ts';
import { firstBy } from '../source/first-by.ts';

/** The application as a picture: tasks hold containers and volumes, lines are names, mounts and order. */
export interface Graph {
  readonly title: string;
  readonly tasks: readonly GraphTask[];
  readonly edges: readonly Edge[];
}

export interface GraphTask {
  readonly id: string;
  readonly label: string;
  readonly nodes: readonly GraphNode[];
}

export interface GraphNode {
  readonly id: string;
  readonly kind: 'container' | 'volume';
  /** First line is the name; the others say more. */
  readonly lines: readonly string[];
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'link' | 'localhost' | 'connect' | 'lost' | 'order' | 'mount';
  readonly label: string;
}

/** What each kind of line means, for legends and for readers who cannot see it. */
export const edgeMeanings: Readonly<Record<Edge['kind'], string>> = {
  link: 'reaches by Docker link',
  localhost: 'reaches on localhost',
  connect: 'reaches by Service Connect',
  lost: 'refers to, and will not reach',
  order: 'starts after',
  mount: 'mounts',
};

const referenceKinds: Readonly<Record<Reference['resolves'], Edge['kind']>> = {
  link: 'link',
  localhost: 'localhost',
  connect: 'connect',
  nothing: 'lost',
};

export function graphOf(app: EcsApp, deployment: Deployment): Graph {
  const services = firstBy(app.services, ({ taskDefinition }) => taskDefinition);
  const once = new Set(app.runTasks.map(({ taskDefinition }) => taskDefinition));
  const countOf = (family: string): string => {
    const service = services.get(family);
    if (!service) return once.has(family) ? 'run once' : '';
    return service.schedulingStrategy === 'DAEMON' ? 'one on each instance' : `× ${service.desiredCount ?? 1}`;
  };
  return {
    title: app.project,
    tasks: app.taskDefinitions.map((definition) => taskOf(definition, countOf(definition.family))),
    edges: [...referenceEdges(deployment), ...app.taskDefinitions.flatMap(innerEdges)],
  };
}

const containerId = (name: string): string => `c:${name}`;
const volumeId = (family: string, name: string): string => `v:${family}:${name}`;

function taskOf(definition: TaskDefinition, count: string): GraphTask {
  const { family } = definition;
  return {
    id: family,
    label: [family, count].filter(Boolean).join(' '),
    nodes: [
      ...definition.containerDefinitions.map(
        ({ name, image, portMappings = [] }): GraphNode => ({
          id: containerId(name),
          kind: 'container',
          lines: [name, image, ...portMappings.map(portText)],
        }),
      ),
      ...(definition.volumes ?? []).map(
        (volume): GraphNode => ({
          id: volumeId(family, volume.name),
          kind: 'volume',
          lines: [volume.name, volumeText(volume)],
        }),
      ),
    ],
  };
}

/** `80 → 8080/tcp`: host port, container port. */
export function portText({
  containerPort,
  hostPort,
  protocol,
  containerPortRange,
}: NonNullable<TaskDefinition['containerDefinitions'][number]['portMappings']>[number]): string {
  const inside = `${containerPortRange ?? containerPort}/${protocol ?? 'tcp'}`;
  if (hostPort === undefined) return `port ${inside}`;
  return hostPort === 0 ? `any port → ${inside}` : `port ${hostPort} → ${inside}`;
}

export function volumeText(volume: TaskVolume): string {
  if (volume.efsVolumeConfiguration) return `EFS ${volume.efsVolumeConfiguration.fileSystemId}`;
  if (volume.host?.sourcePath) return `host ${volume.host.sourcePath}`;
  if (volume.dockerVolumeConfiguration) return 'Docker volume';
  return volume.configuredAtLaunch ? 'EBS' : 'scratch';
}

function referenceEdges({ references, containerNames }: Deployment): Edge[] {
  const id = (service: string): string => containerId(containerNames.get(service) ?? service);
  const edges = new Map<string, Edge>();
  for (const reference of references) {
    const { from, to, name, port, via, resolves } = reference;
    const kind = via === 'depends_on' && resolves === 'nothing' ? 'order' : referenceKinds[resolves];
    const label = port === undefined ? (name === to ? '' : name) : `${name}:${port}`;
    const key = `${from} ${to} ${kind}`;
    const known = edges.get(key);
    if (!known || (!known.label && label)) edges.set(key, { from: id(from), to: id(to), kind, label });
  }
  return [...edges.values()];
}

function innerEdges({ family, containerDefinitions }: TaskDefinition): Edge[] {
  return containerDefinitions.flatMap(({ name, mountPoints = [], volumesFrom = [], dependsOn = [] }) => [
    ...mountPoints.map(
      ({ sourceVolume, containerPath, readOnly }): Edge => ({
        from: containerId(name),
        to: volumeId(family, sourceVolume),
        kind: 'mount',
        label: `${containerPath}${readOnly ? ' (read-only)' : ''}`,
      }),
    ),
    ...volumesFrom.map(
      ({ sourceContainer, readOnly }): Edge => ({
        from: containerId(name),
        to: containerId(sourceContainer),
        kind: 'mount',
        label: `its volumes${readOnly ? ' (read-only)' : ''}`,
      }),
    ),
    ...dependsOn.map(
      ({ containerName, condition }): Edge => ({
        from: containerId(name),
        to: containerId(containerName),
        kind: 'order',
        label: condition.toLowerCase(),
      }),
    ),
  ]);
}
