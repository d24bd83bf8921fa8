import { clean } from '../diagnostics/render/clean.ts';
import type { Edge, Graph } from './graph.ts';

const styles: Readonly<Record<Edge['kind'], string>> = {
  link: '',
  localhost: '',
  connect: 'style=bold',
  lost: 'color=red, arrowhead=tee',
  order: 'style=dashed',
  mount: 'arrowhead=none',
};

/** https://graphviz.org/doc/info/lang.html */
export function dot(graph: Graph): string {
  const lines = [`digraph ${quoted(graph.title)} {`, '  rankdir=LR;', '  node [shape=box];'];
  for (const [i, task] of graph.tasks.entries()) {
    lines.push(`  subgraph cluster_${i} {`, `    label=${quoted(task.label)};`);
    for (const { id, kind, lines: text } of task.nodes)
      lines.push(`    ${quoted(id)} [label=${quoted(...text)}${kind === 'volume' ? ', shape=cylinder' : ''}];`);
    lines.push('  }');
  }
  for (const { from, to, kind, label } of graph.edges) {
    const attributes = [label ? `label=${quoted(label)}` : '', styles[kind]].filter(Boolean).join(', ');
    lines.push(`  ${quoted(from)} -> ${quoted(to)}${attributes ? ` [${attributes}]` : ''};`);
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

/** Line by line: a line end within a name is none of the label. */
const quoted = (...lines: readonly string[]): string =>
  `"${lines.map((line) => clean(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"')).join('\\n')}"`;
