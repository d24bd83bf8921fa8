import { relative } from 'node:path';

/** A file below `folder` by its path from there, as a terminal, an editor and a pull request name it; any other by its own. */
export function nameBelow(folder: string, path: string): string {
  if (!path.startsWith(folder)) return path;
  const name = relative(folder, path).replaceAll('\\', '/');
  return name === '' || name.startsWith('../') ? path : name;
}
