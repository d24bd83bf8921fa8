import path from 'path-browserify';

/** A POSIX path without doubled slashes, `.` and `..` where they can be resolved; without a slash at its end. */
export function clean(text: string): string {
  const tidy = !text.includes('/.') && !text.includes('//') && !text.endsWith('/') && !text.startsWith('.');
  if (tidy) return text;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute(text)) parts.push(part);
  }
  const made = parts.join('/');
  return isAbsolute(text) ? `/${made}` : made || '.';
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
