import type { Mount } from '../../compose/model.ts';
import { declare } from '../../diagnostics/declare.ts';
import { pages } from '../../ecs/facts/pages.ts';
import type { Path } from '../../source/node.ts';
import { trimEnd } from '../../source/trim-end.ts';
import { defineKey, type KeyContext } from '../define.ts';
import { mountScratch } from '../storage/task-volumes.ts';
import { mountTmpfs, tmpfsDiagnostics } from '../storage/tmpfs.ts';
import { legalName } from '../storage/volume-names.ts';
import { bindDiagnostics, mapBind } from './volumes/bind.ts';
import { harmlessMountOptions, lostOptionDiagnostics, reportLostOptions } from './volumes/lost-options.ts';
import { mapNamed, namedDiagnostics } from './volumes/named.ts';

export const typeRefused = declare<{ type: string }>(() => ({
  code: 'volumes/type-refused',
  severity: 'error',
  message: ({ type }) => `A mount of type ${type} cannot be carried over.`,
  why: 'ECS mounts host paths, Docker volumes, EFS file systems and empty folders; it mounts neither images, nor named pipes, nor Swarm cluster volumes.',
  fix: 'Copy the files into the image when it is built, or use a volume or a host path.',
  see: pages.bindMounts,
  allow: 'The container starts without this mount.',
}));

export const relativeTarget = declare<{ target: string; drive: boolean }>(() => ({
  code: 'volumes/relative-target',
  severity: 'error',
  message: ({ target }) =>
    target === ''
      ? 'A mount has no target: the path in the container is missing.'
      : `${target} is no absolute path in a Linux container.`,
  why: ({ drive }) =>
    drive
      ? 'Compose takes one letter before a colon for the drive of a Windows path, not for the name of a volume.'
      : 'Docker refuses to mount anything at a relative path.',
  fix: ({ drive }) =>
    drive
      ? 'Give the volume a name of two letters or more, or use the long form: type, source, target. Write platform: windows if a Windows path is meant.'
      : 'Write the path from the root, such as /data.',
  see: pages.bindMounts,
}));

export const anonymous = declare<{ target: string }>(() => ({
  code: 'volumes/anonymous',
  severity: 'info',
  message: ({ target }) => `The anonymous volume at ${target} becomes an empty folder that lives as long as its task.`,
  why: 'Compose keeps an anonymous volume when it replaces the container; ECS gives every new task a new one, filled from the image only where its Dockerfile has a VOLUME for exactly that path.',
  fix: 'Give the volume a name if its content must outlive the task.',
  see: pages.bindMounts,
}));

export const anonymousData = declare<{ target: string }>(() => ({
  code: 'volumes/anonymous-data',
  severity: 'warning',
  message: ({ target }) =>
    `The data at ${target} is lost with its task: the volume that this data container holds has no name.`,
  why: 'Compose keeps an anonymous volume when it replaces the container; ECS gives every new task an empty one.',
  fix: 'Give the volume a name, such as data:/path with a top-level volume data, and copy the data into it.',
  see: pages.bindMounts,
}));

const handlers: Readonly<Record<Mount['type'], (mount: Mount, path: Path, context: KeyContext) => boolean>> = {
  volume: (mount, path, context) => (mount.source ? mapNamed : mapAnonymous)(mount, path, context),
  bind: mapBind,
  tmpfs: (mount, path, { container, report }) => {
    const options = mount.read_only ? ['ro'] : [];
    mountTmpfs({ target: mount.target, size: mount.tmpfs?.size, options }, path, container, report);
    return true;
  },
  image: refuse,
  npipe: refuse,
  cluster: refuse,
};

function refuse({ type }: Mount, path: Path, { report }: KeyContext): boolean {
  report(typeRefused, { path }, { type });
  return false;
}

function mapAnonymous(
  mount: Mount,
  path: Path,
  { task, container, project, deployment, name, report }: KeyContext,
): boolean {
  const wanted = legalName(`${name}${trimEnd(mount.target ?? '', '/').replace(/[^a-zA-Z0-9_-]+/g, '-')}`);
  mountScratch(task, container, { path, target: mount.target, readOnly: mount.read_only === true }, wanted, project);
  report(deployment.dataOnly.has(name) ? anonymousData : anonymous, { path }, { target: mount.target });
  return true;
}

export const volumes = defineKey<'volumes'>({
  handling: 'mapped',
  doc: {
    bridge: 'volumes, containerDefinitions[].mountPoints',
    fargate: 'efsVolumeConfiguration with `--efs`; empty folders with `--ephemeral-volumes`',
    note: 'Named: Docker volumes that outlive the task, under the name Docker gives them, or host folders below `--volume-root`. Relative binds: below `--host-root`, to be copied there. Anonymous: an empty folder per task. Fargate has no host to bind to.',
    see: pages.dockerVolumes,
  },
  harmless: harmlessMountOptions,
  diagnostics: {
    typeRefused,
    relativeTarget,
    anonymous,
    anonymousData,
    ...bindDiagnostics,
    ...namedDiagnostics,
    ...tmpfsDiagnostics,
    ...lostOptionDiagnostics,
  },
  map: (mounts, context) => {
    mounts.forEach((mount, index) => {
      const path = ['services', context.name, 'volumes', index];
      const { target = '' } = mount;
      if (target === '' || (!target.startsWith('/') && !context.service.platform?.startsWith('windows'))) {
        context.report(relativeTarget, { path }, { target, drive: /^[A-Za-z]:/.test(target) });
        return;
      }
      if (handlers[mount.type]?.(mount, path, context)) reportLostOptions(mount, path, context.report);
    });
  },
});
