import { declare } from '../../diagnostics/declare.ts';
import { pages } from '../../ecs/facts/pages.ts';
import type { ResourceContext } from '../define.ts';
import type { VolumeStorage } from '../storage/volume-storage.ts';
import { usePath, type VolumeUse } from '../storage/volume-uses.ts';

const why =
  'Docker fills a new named volume with the files that the image has at this path. An EFS file system, a host folder and the scratch space of a task start empty, and hide those files; only scratch space takes them over, where the Dockerfile has a VOLUME for exactly that path.';

export const startsEmpty = declare<{ volume: string; target: string }>(() => ({
  code: 'volume/starts-empty',
  severity: 'info',
  message: ({ volume, target }) =>
    `The volume ${volume} starts empty: files that the image has at ${target} are not copied into it.`,
  why,
  fix: 'Copy existing data into it before the first start, or let the entrypoint of the image fill it.',
  see: pages.bindMounts,
}));

export const notFilled = declare<{ volume: string; services: string }>(() => ({
  code: 'volume/not-filled',
  severity: 'warning',
  message: ({ volume, services }) => `The volume ${volume}, shared by ${services}, starts empty: no image fills it.`,
  why,
  fix: 'Build the shared files into each image that needs them, or copy them into the volume when a container starts.',
  see: pages.bindMounts,
}));

export const startsEmptyDiagnostics = { startsEmpty, notFilled };

/** The usual victim is a web server that serves the files of another image, such as nginx before php-fpm. */
export function sayStartsEmpty(storage: VolumeStorage, uses: readonly VolumeUse[], context: ResourceContext): void {
  const { name, report } = context;
  if (storage.kind === 'docker') return;
  const [first, ...others] = uses;
  // A mount without a target is refused elsewhere.
  if (!first?.target) return;
  const services = [...new Set(uses.map(({ service }) => service))];
  const also = others.map((use) => ({ path: usePath(use), message: 'mounted here too' }));
  const path = usePath(first);
  if (services.length > 1) report(notFilled, { path, also }, { volume: name, services: services.join(', ') });
  else report(startsEmpty, { path, also }, { volume: name, target: first.target });
}
