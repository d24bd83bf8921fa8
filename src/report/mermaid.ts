import { clean } from '../diagnostics/render/clean.ts';
import type { Edge, Graph } from './graph.ts';

const arrows: Readonly<Record<Edge['kind'], string>> = {
  link: '-->',
  localhost: '-->',
  connect: '==>',
  lost: '--x',
  order: '-.->',
  mount: '---',
};

/** https://mermaid.js.org/syntax/flowchart.html */
export function mermaid(graph: Graph): string {
  const ids = new Map(graph.tasks.flatMap(({ nodes }) => nodes).map(({ id }, i) => [id, `n${i}`]));
  const lines = ['flowchart LR'];
  for (const [i, task] of graph.tasks.entries()) {
    lines.push(`  subgraph t${i}[${quoted([task.label])}]`);
    for (const { id, kind, lines: text } of task.nodes)
      lines.push(`    ${ids.get(id)}${kind === 'volume' ? `[(${quoted(text)})]` : `[${quoted(text)}]`}`);
    lines.push('  end');
  }
  for (const { from, to, kind, label } of graph.edges)
    if (ids.has(from) && ids.has(to))
      lines.push(`  ${ids.get(from)} ${arrows[kind]}${label ? `|${quoted([label])}|` : ''} ${ids.get(to)}`);
  return `${lines.join('\n')}\n`;
}

/** Inside quotes only `"` and `#` mean something to Mermaid; both have entity codes. */
const quoted = (lines: readonly string[]): string =>
  `"${lines.map((line) => clean(line).replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;')).join('<br/>')}"`;
