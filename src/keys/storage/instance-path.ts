import posix from 'path-browserify';
import type { Project } from '../../compose/project.ts';
import type { Options } from '../../options/options.ts';
import type { Path } from '../../source/node.ts';
import { trimEnd } from '../../source/trim-end.ts';
import { hasVariable, writtenText } from '../written-text.ts';

/** Where the source of a bind mount stands on a container instance. */
export interface InstancePath {
  /** Absolute, without `..`. */
  readonly path: string;
  /** The written path belongs to this machine, and its content has to be copied to `path`. */
  readonly moved: boolean;
  /** How the user knows the source; absent when a variable had a hand in it, whose value is not to be shown. */
  readonly shown?: string;
}

/**
 * Compose has made the path absolute for this machine. A path that was written relative, below the home folder or
 * on a Windows drive means nothing on a container instance: it is laid below the host root, in a place of its own.
 * `at` is the path of the source in the project.
 */
export function instancePath(source: string, at: Path, project: Project, options: Options): InstancePath {
  const root = options.hostRoot ?? `/srv/${project.model.name}`;
  const text = writtenText(project, at);
  const shown = hasVariable(text) ? undefined : projectWord(firstPart(text));
  const moved = movedPart(source.replace(/\\/g, '/'), text, project.directory);
  const known = shown ? { shown } : {};
  if (moved === undefined) return { path: withoutSlash(posix.normalize(source)), moved: false, ...known };
  return { path: withoutSlash(posix.join(root, moved)), moved: true, ...known };
}

/** The path below the host root, or undefined when the source is absolute and stays. */
function movedPart(source: string, text: string, directory: string): string | undefined {
  const drive = /^([A-Za-z]):\/?(.*)$/.exec(source);
  if (drive) return posix.join('_drives', drive[1]?.toLowerCase() ?? '', climbed(drive[2] ?? ''));
  if (text.startsWith('~')) return posix.join('_home', hasVariable(text) ? climbed(source) : homePart(text));
  if (!source.startsWith('/')) return climbed(source);
  if (text.startsWith('/') || !isRelative(source, text, directory)) return undefined;
  return climbed(posix.relative(directory, source));
}

const withoutSlash = (path: string): string => trimEnd(path, '/') || path.slice(0, 1);

const homePart = (text: string): string =>
  climbed((firstPart(text) ?? '').replace(/^~[^/\\]*[/\\]?/, '').replace(/\\/g, '/'));

/** A variable hides how the path was written: then what it resolved to decides. */
function isRelative(source: string, text: string, directory: string): boolean {
  if (text !== '' && !hasVariable(text)) return true;
  const inside = (folder: string) => folder !== '/' && (source === folder || source.startsWith(`${folder}/`));
  return inside(directory) || (text.includes('../') && inside(posix.dirname(directory)));
}

/** Each step up becomes a folder, so that nothing leaves the host root and nothing collides. */
const climbed = (path: string): string =>
  posix
    .normalize(path)
    .replace(/^\/+/, '')
    .split('/')
    .map((step) => (step === '..' ? '_parent' : step))
    .join('/');

/** The source of a short form, or the whole of a long one. */
const firstPart = (text: string): string | undefined => /^([A-Za-z]:[\\/][^:]*|[^:]*)/.exec(text)?.[0] || undefined;

const projectWord = (text: string | undefined): string | undefined =>
  text === '.' || text === './' ? 'the project folder' : text;
