import { Source } from '../source/source.ts';

/** All that reading a project needs from outside. The core knows nothing else of files, processes or the network. */
export interface Host {
  /** Absolute, with forward slashes. */
  readonly cwd: string;
  /** The process environment; a name without a value is absent. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, for `~/x`. */
  readonly home?: string | undefined;
  /** Never throws. `path` is absolute, or `-` for standard input. */
  read(path: string): FileContent;
  /** Never throws. */
  exists(path: string): boolean;
  /** What findings call a file; absent: by its path. */
  readonly nameOf?: ((path: string) => string) | undefined;
  /** Lists every syntax error of a broken YAML text, not the first alone. Stands on a library that a sound text never needs. */
  readonly explainSyntax?:
    | ((text: string) => readonly { readonly reason: string; readonly offset: number }[])
    | undefined;
}

export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A text that a host gave. */
export const sourceOf = ({ nameOf }: Host, path: string, text: string): Source =>
  new Source(nameOf ? nameOf(path) : path, text, path);

/** A project held in memory: texts by absolute path. For the browser and for tests. */
export function memoryHost(
  files: Readonly<Record<string, string>>,
  options: { cwd?: string; env?: Readonly<Record<string, string | undefined>>; home?: string } = {},
): Host {
  const folders = new Set<string>(['/']);
  for (const path of Object.keys(files))
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.add(path.slice(0, at));
  return {
    cwd: options.cwd ?? '/',
    env: options.env ?? {},
    home: options.home,
    read: (path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      if (text !== undefined) return { kind: 'text', text };
      return folders.has(path) ? { kind: 'folder' } : { kind: 'missing' };
    },
    exists: (path) => Object.hasOwn(files, path) || folders.has(path),
  };
}
