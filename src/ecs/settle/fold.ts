import { appended } from '../../compose/nodes.ts';
import type { Where } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';

/** One message about several written values: at the first, the others related. */
export const foldPaths = (paths: readonly Path[], message: string): Where => ({
  path: paths[0] ?? [],
  also: paths.slice(1).map((path) => ({ path, message })),
});

/** The services that paths lead into. One of them is mostly named several times in a row. */
export function naming(services: string[] | undefined, path: Path | undefined): string[] {
  const service = String(path?.[1]);
  return services?.at(-1) === service ? services : appended(services, service);
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[], conjunction = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}
