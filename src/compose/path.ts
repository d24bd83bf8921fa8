import path from 'path-browserify';

/** A POSIX path without doubled slashes, `.` and `..` where they can be resolved; without a slash at its end. */
export function clean(text: string): string {
  const tidy = !text.includes('/.') && !text.includes('//') && !text.endsWith('/') && !text.startsWith('.');
  if (tidy) return text;
  const normal = path.normalize(text);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

export const isAbsolute = (text: string): boolean => text.startsWith('/');

/** `C:\x`, `C:/x`, `\\server\share`: absolute on Windows, and left as it is anywhere else. */
export const isWindowsAbsolute = (text: string): boolean =>
  /^[a-zA-Z]:[\\/]/.test(text) || /^\\\\[^\\]+\\[^\\]/.test(text);

export const join = (directory: string, text: string): string => clean(`${directory}/${text}`);

export const dirname = (text: string): string => path.dirname(text);

/** `text` as seen from `directory`. */
export const resolvePath = (directory: string, text: string): string =>
  isAbsolute(text) ? clean(text) : join(directory, text);
