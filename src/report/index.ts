import { dot } from './dot.ts';
import type { GraphFormat, ReportFormat } from './formats.ts';
import { graphOf } from './graph.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { mermaid } from './mermaid.ts';
import { type ReportInput, report } from './report.ts';
import { svg } from './svg.ts';

const drawings = { mermaid, dot, svg } as const;

/** The picture of an application on its own. */
export const drawGraph = ({ app, deployment }: Pick<ReportInput, 'app' | 'deployment'>, format: GraphFormat): string =>
  drawings[format](graphOf(app, deployment));

export function reportText(input: ReportInput, format: ReportFormat): string {
  const blocks = report(input);
  if (format === 'md') return markdown(blocks, drawGraph(input, 'mermaid'));
  return html(blocks, `${input.app.project} on Amazon ECS`, drawGraph(input, 'svg'));
}
