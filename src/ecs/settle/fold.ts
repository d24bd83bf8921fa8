import type { Project } from '../../compose/project.ts';
import type { Where } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';

/** The place of a message that several services of a task share: the first of them in file order, the others related. */
export function fold(project: Project, services: Iterable<string>, message: string): Where {
  const concerned = new Set(services);
  const [first, ...others] = Object.keys(project.model.services).filter((name) => concerned.has(name));
  return {
    path: first === undefined ? ['services'] : ['services', first],
    also: others.map((name) => ({ path: ['services', name], message })),
  };
}

/** The same place, for what is true of the task as a whole. */
export const firstOf = (project: Project, services: Iterable<string>): Where => ({
  path: fold(project, services, '').path,
});

/** One message about several written values: at the first, the others related. */
export const foldPaths = (paths: readonly Path[], message: string): Where => ({
  path: paths[0] ?? [],
  also: paths.slice(1).map((path) => ({ path, message })),
});

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[], conjunction = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${conjunction} ${last}` : last;
}
