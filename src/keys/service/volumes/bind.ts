import type { Mount } from '../../../compose/model.ts';
import { declare } from '../../../diagnostics/declare.ts';
import { hostPathKind, isDockerSocket } from '../../../ecs/facts/host-paths.ts';
import { pages } from '../../../ecs/facts/pages.ts';
import type { Path } from '../../../source/node.ts';
import type { KeyContext } from '../../define.ts';
import { bindUses } from '../../storage/bind-uses.ts';
import { instancePath } from '../../storage/instance-path.ts';
import { mountHostPath } from '../../storage/task-volumes.ts';

const see = pages.bindMounts;

export const copySource = declare<{ source: string; path: string }>(() => ({
  code: 'volumes/copy-source',
  severity: 'warning',
  message: ({ source, path }) => `${upper(source)} is taken from ${path} on the container instance.`,
  why: 'A path of this machine means nothing on a container instance. ECS uploads no files, and Docker makes an empty folder where the source is missing, even where a file is meant.',
  fix: ({ source, path }) =>
    `Copy ${source} to ${path} on every container instance before the task starts, move the place with --host-root, or build the files into the image.`,
  see,
}));

export const hostFile = declare<{ path: string }>(() => ({
  code: 'volumes/host-file',
  severity: 'info',
  message: ({ path }) => `${upper(path)} must be a file on every container instance before the task starts.`,
  why: 'Docker makes an empty folder where the source of a mount is missing, and the container then finds a folder instead of its file.',
  fix: 'Put the file on the instances, or build it into the image.',
  see,
}));

export const dockerSocket = declare(() => ({
  code: 'volumes/docker-socket',
  severity: 'info',
  message: 'The container gets the socket of Docker on its container instance.',
  why: 'Through it the container sees and controls every container of that one instance, those of other tasks and the ECS agent included, and none of other instances.',
  fix: 'Keep it only where it is needed. A proxy that finds its targets there works on one instance; an Application Load Balancer replaces it on several.',
  see,
}));

export const bindRefused = declare<{ target: string; system: boolean }>(() => ({
  code: 'volumes/bind-on-fargate',
  severity: 'error',
  message: ({ target }) => `The host path for ${target} cannot be mounted on Fargate.`,
  why: 'A Fargate task has no host whose folders it could mount; ECS refuses host.sourcePath there.',
  fix: ({ system }) =>
    system
      ? 'Keep the task on EC2 with --target ec2: it looks at the machine that it runs on. Amazon CloudWatch has such figures of Fargate tasks.'
      : 'Build the files into the image (COPY in its Dockerfile), or put them into a named volume with --efs VOLUME=fs-…, or keep the task on EC2 with --target ec2.',
  see: pages.fargate,
  allow: 'The container starts without this mount.',
}));

export const socketRefused = declare(() => ({
  code: 'volumes/docker-socket-on-fargate',
  severity: 'error',
  message: 'There is no Docker socket to mount on Fargate.',
  why: 'A Fargate task has no Docker daemon of its own, and none of the host is reachable from it.',
  fix: 'Replace a proxy that watches Docker by an Application Load Balancer, or keep the task on EC2 with --target ec2.',
  see: pages.fargate,
  allow: 'The container starts without this mount.',
}));

export const clockDropped = declare<{ target: string }>(() => ({
  code: 'volumes/clock-dropped',
  severity: 'info',
  message: ({ target }) => `The mount of ${target} is dropped: a Fargate task has no host to take the time zone from.`,
  why: 'The clock of the container is right without it; only its time zone is UTC.',
  fix: 'Set the variable TZ if the container needs another time zone.',
  see: pages.fargate,
}));

export const bindDiagnostics = { copySource, hostFile, dockerSocket, bindRefused, socketRefused, clockDropped };

/** Begins a sentence; a path keeps its spelling. */
const upper = (text: string): string => text.replace(/^(?=the |what )./, (first) => first.toUpperCase());

/** `conf.d` is a folder; `my.cnf` and `seed.sql` are files. */
const looksLikeFile = (path: string): boolean => /[^/]\.(?!d$)[A-Za-z][A-Za-z0-9]{0,9}$/.test(path);

/** False where nothing of the mount is carried. */
export function mapBind(mount: Mount, path: Path, context: KeyContext): boolean {
  const source = mount.source ?? '/';
  if (context.options.target !== 'fargate') return bindToHost(mount, source, path, context);
  refuseOnFargate(mount, source, path, context);
  return false;
}

function refuseOnFargate({ target }: Mount, source: string, path: Path, { report }: KeyContext): void {
  if (hostPathKind(source) === 'clock') report(clockDropped, { path }, { target });
  else if (isDockerSocket(source)) report(socketRefused, { path });
  else report(bindRefused, { path }, { target, system: hostPathKind(source) !== 'data' });
}

function bindToHost(mount: Mount, source: string, path: Path, context: KeyContext): true {
  const { task, container, project, options, report } = context;
  const place = instancePath(source, [...path, 'source'], project, options);
  const hidden = place.shown === undefined ? { shown: mount.target } : {};
  const request = { path, target: mount.target, readOnly: mount.read_only === true, ...hidden };
  mountHostPath(task, container, request, place.path, project);
  const kept = place.shown === undefined ? `the sourcePath of its volume` : place.path;
  const shown = place.shown ?? `what is mounted at ${mount.target}`;
  if (place.moved) sayCopy({ source: shown, path: kept }, mount, path, context);
  else if (isDockerSocket(place.path)) report(dockerSocket, { path });
  else if (hostPathKind(place.path) === 'data' && looksLikeFile(place.path))
    report(hostFile, { path }, { path: shown });
  return true;
}

/** Once for each source of a task: where it is mounted first, in start order. */
function sayCopy(params: { source: string; path: string }, mount: Mount, path: Path, context: KeyContext): void {
  const uses = bindUses(context.task.plan, context.project.model).get(mount.source ?? '') ?? [];
  if (uses[0] && uses[0].join('/') !== path.join('/')) return;
  const also = uses.slice(1).map((use) => ({ path: use, message: 'mounted here too' }));
  context.report(copySource, { path, also }, params);
}
