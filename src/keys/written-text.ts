import type { Project } from '../compose/project.ts';
import { nearest, type Path } from '../source/node.ts';

/** The text of a value as it stands in the file, without quotes; empty where nothing is written at `at` itself. */
export function writtenText(project: Project, at: Path): string {
  const { node, depth } = nearest(project.tree, at);
  if (node.kind !== 'scalar' && depth < at.length) return '';
  const { source, start, end } = node;
  return source.text
    .slice(start, end)
    .trim()
    .replace(/^["']|["']$/g, '');
}

/** The name of what stands at `at`, or as it stands in the file where a variable had a hand in it. */
export function writtenName(project: Project, at: Path): string {
  const name = String(at.at(-1));
  const { node } = nearest(project.tree, at.slice(0, -1));
  const entry = node.kind === 'map' ? node.entries.get(name) : undefined;
  const [text = ''] = entry?.source.text.slice(entry.start, entry.end).split('=') ?? [];
  return hasVariable(text) ? text.trim().replace(/^["']|["']$/g, '') : name;
}

/** A variable had a hand in this text: its value is not to be shown. The place of a part of a short form may begin inside `${`. */
export const hasVariable = (text: string): boolean => /[${}]/.test(text);
