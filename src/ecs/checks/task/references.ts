import { trimEnd } from '../../../source/trim-end.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { patterns } from '../../facts/patterns.ts';
import type { ContainerDefinition } from '../../model.ts';
import { type Clean, law } from '../law.ts';
import { type ContainerView, containerLaw, type TaskView, taskLaw } from '../task-view.ts';

interface Params {
  readonly label: string;
  readonly target: string;
}

export const linkUnknown = law<Params>(() => ({
  rule: 'TD058',
  code: 'link-unknown',
  message: ({ label, target }) => `${label} is linked to \`${target}\`, which is no other container of the task.`,
  why: 'A link is `name` or `name:alias` and reaches containers of the same task only.',
  fix: 'Name another container of this task, or remove the link.',
  see: pages.parameters,
}));

export const volumesFromUnknown = law<Params>(() => ({
  rule: 'TD058',
  code: 'volumes-from-unknown',
  message: ({ label, target }) => `${label} takes volumes from \`${target}\`, which is no other container of the task.`,
  why: '`volumesFrom` reaches containers of the same task only.',
  fix: 'Name another container of this task, or mount the volume itself.',
  see: apiPage('VolumeFrom'),
}));

export const mountUnknown = law<Params>(() => ({
  rule: 'TD059',
  code: 'volume-unknown',
  message: ({ label, target }) => `${label} mounts volume \`${target}\`, which the task does not declare.`,
  why: '`sourceVolume` names an entry of `volumes` of the task definition.',
  fix: 'Declare it in `volumes`, or mount one that is declared.',
  see: apiPage('MountPoint'),
}));

export const mountAtRoot = law<{ label: string }>(() => ({
  code: 'mount-at-root',
  message: ({ label }) => `${label} mounts something at \`/\`, over all that its image holds.`,
  why: 'Docker refuses `/` as the destination of a mount.',
  fix: 'Mount it at a folder.',
  see: apiPage('MountPoint'),
}));

export const mountTwice = law<{ label: string; folder: string }>(() => ({
  code: 'mount-twice',
  message: ({ label, folder }) => `${label} mounts two things at \`${folder}\`.`,
  why: 'Docker refuses a container with two mounts at one path.',
  fix: 'Remove one of them, or mount it elsewhere.',
  see: apiPage('MountPoint'),
}));

export const dependencyCycle = law<{ names: string }>(() => ({
  rule: 'TD057',
  code: 'dependency-cycle',
  message: ({ names }) => `Containers wait for each other in a circle: ${names}.`,
  why: '`dependsOn`, `links` and `volumesFrom` each make a container start after another; in a circle none can start.',
  fix: 'Remove one of these edges.',
  see: apiPage('ContainerDependency'),
}));

const linked = (link: string): string => link.split(':')[0] ?? '';

export const references = containerLaw(['links', 'volumesFrom', 'mountPoints'], (container, view) => {
  const { links, volumesFrom, mountPoints } = container.value;
  if (links) checkLinks(links, container, view);
  if (volumesFrom) checkVolumesFrom(volumesFrom, container, view);
  if (mountPoints) checkMounts(mountPoints, container, view);
});

export const startOrder = taskLaw(['dependsOn', 'links', 'volumesFrom'], (view) => {
  const circle = view.containers.some(startsAfter) ? findCycle(view) : undefined;
  if (circle) view.report(dependencyCycle, ['containerDefinitions'], { names: shown(circle).join(' → ') });
});

type Own = Clean<ContainerDefinition>;

function checkLinks(links: NonNullable<Own['links']>, container: ContainerView, { byName, report }: TaskView): void {
  links.forEach((link, index) => {
    if (link === undefined) return;
    const target = linked(link);
    if (!patterns.link.test(link) || !byName.has(target) || target === container.value.name)
      report(linkUnknown, [...container.path, 'links', index], { label: container.label, target });
  });
}

function checkVolumesFrom(
  list: NonNullable<Own['volumesFrom']>,
  container: ContainerView,
  { byName, report }: TaskView,
): void {
  list.forEach((from, index) => {
    if (!from) return;
    const target = from.sourceContainer ?? '';
    if (!byName.has(target) || target === container.value.name)
      report(volumesFromUnknown, [...container.path, 'volumesFrom', index], { label: container.label, target });
  });
}

function checkMounts(
  mounts: NonNullable<Own['mountPoints']>,
  container: ContainerView,
  { volumeNames, report }: TaskView,
): void {
  const taken = new Set(container.value.linuxParameters?.tmpfs?.map((tmpfs) => cleanPath(tmpfs?.containerPath ?? '')));
  mounts.forEach((mount, index) => {
    if (!mount) return;
    const folder = cleanPath(mount.containerPath ?? '');
    if (folder !== '' && taken.has(folder))
      report(mountTwice, [...container.path, 'mountPoints', index], { label: container.label, folder });
    taken.add(folder);
    if (isRoot(mount.containerPath))
      report(mountAtRoot, [...container.path, 'mountPoints', index], { label: container.label });
    const target = mount.sourceVolume;
    if (target === undefined || !volumeNames.has(target))
      report(mountUnknown, [...container.path, 'mountPoints', index], { label: container.label, target: target ?? '' });
  });
}

/** As Docker reads it, but for dots. */
const cleanPath = (path: string): string => trimEnd(path.replace(/\/{2,}/g, '/'), '/');

export const isRoot = (path: string | undefined): boolean =>
  path !== undefined && /^\/[./]*$/.test(path) && !path.includes('...');

const shown = (names: readonly string[]): readonly string[] =>
  names.length <= 12 ? names : [...names.slice(0, 10), '…', ...names.slice(-1)];

const startsAfter = ({ value }: ContainerView): boolean =>
  value.dependsOn !== undefined || value.links !== undefined || value.volumesFrom !== undefined;

/** The first circle, its first name repeated at the end. Each edge is walked once. */
function findCycle({ containers, byName }: TaskView): readonly string[] | undefined {
  const targets = new Map(
    containers.map(({ value }) => [
      value.name ?? '',
      [
        ...(value.dependsOn ?? []).map((edge) => edge?.containerName),
        ...(value.links ?? []).map((link) => link && linked(link)),
        ...(value.volumesFrom ?? []).map((edge) => edge?.sourceContainer),
      ].filter((name) => name !== undefined && name !== value.name && byName.has(name)) as string[],
    ]),
  );
  const done = new Set<string>();
  for (const start of targets.keys()) {
    const trail: { name: string; rest: string[] }[] = [{ name: start, rest: [...(targets.get(start) ?? [])] }];
    const open = new Set([start]);
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const next = done.has(top.name) ? undefined : top.rest.pop();
      if (next === undefined) {
        done.add(top.name);
        open.delete(top.name);
        trail.pop();
        continue;
      }
      if (open.has(next)) {
        const from = trail.findIndex(({ name }) => name === next);
        return [...trail.slice(from).map(({ name }) => name), next];
      }
      if (done.has(next)) continue;
      open.add(next);
      trail.push({ name: next, rest: [...(targets.get(next) ?? [])] });
    }
  }
  return undefined;
}
