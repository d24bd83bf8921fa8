import { trimEnd } from '../../source/trim-end.ts';

/**
 * Paths that belong to the container instance itself rather than to an application: every Linux instance has them,
 * so that sharing one ties nothing together and mounting one leaves no data behind.
 */
export type HostPathKind = 'clock' | 'socket' | 'system' | 'data';

/** The time zone of the instance; a container does without. */
const clocks = ['/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo'];

const systemTrees = [
  '/boot',
  '/dev',
  '/lib/modules',
  '/proc',
  '/run',
  '/sys',
  '/tmp/.X11-unix',
  '/usr/src',
  '/var/lib/docker',
  '/var/run',
];

const systemFiles = [
  '/',
  '/etc/group',
  '/etc/hostname',
  '/etc/hosts',
  '/etc/machine-id',
  '/etc/os-release',
  '/etc/passwd',
  '/etc/resolv.conf',
];

const below = (path: string, tree: string): boolean => path === tree || path.startsWith(`${tree}/`);

/** `path` is absolute, with forward slashes. */
export function hostPathKind(path: string): HostPathKind {
  const clean = trimEnd(path, '/') || path.slice(0, 1);
  if (clocks.some((tree) => below(clean, tree))) return 'clock';
  if (clean.endsWith('.sock')) return 'socket';
  return systemFiles.includes(clean) || systemTrees.some((tree) => below(clean, tree)) ? 'system' : 'data';
}

export const isDockerSocket = (path: string): boolean => /(^|\/)docker\.sock$/.test(path);
