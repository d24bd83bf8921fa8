import { type Event, parseEvents, YAMLException } from 'js-yaml';
import type { Report } from '../diagnostics/declare.ts';
import type { Node } from '../source/node.ts';
import type { Source, Span } from '../source/source.ts';
import { limits as defaults, type Limits } from './limits.ts';
import { Builder } from './yaml-builder.ts';
import * as found from './yaml-findings.ts';

/** A fault in a broken text; `offset` counts UTF-16 units. */
export interface SyntaxProblem {
  readonly reason: string;
  readonly offset: number;
}

/** Lists every syntax error of a broken text. Injected, because it stands on a library that a sound text never needs. */
export type ExplainSyntax = (text: string) => readonly SyntaxProblem[];

export interface YamlOptions {
  readonly explain?: ExplainSyntax | undefined;
  readonly limits?: Limits;
}

/** Reads every document of a text in one pass over the parser's events. Undefined when the text is broken. */
export function parseYaml(source: Source, report: Report, options: YamlOptions = {}): Node[] | undefined {
  const limits = options.limits ?? defaults;
  let events: Event[];
  try {
    events = parseEvents(source.text, { maxDepth: limits.depth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    reportSyntax(error, source, report, options);
    return undefined;
  }
  return new Builder(source, report, limits).run(events);
}

function reportSyntax(error: YAMLException, source: Source, report: Report, options: YamlOptions): void {
  const place = (offset: number): Span => {
    const start = Math.min(Math.max(offset, 0), source.text.length);
    return { source, start, end: Math.min(start + 1, source.text.length) };
  };
  const offset = error.mark?.position ?? 0;
  if (/maxDepth/.test(error.reason)) {
    report(found.tooDeep, { path: [], place: place(offset) }, { limit: (options.limits ?? defaults).depth });
    return;
  }
  const { text } = source;
  const problems = text.length > (options.limits ?? defaults).explained ? [] : (options.explain?.(text) ?? []);
  const all = problems.length > 0 ? problems : [{ reason: error.reason, offset }];
  for (const problem of all)
    report(found.syntax, { path: [], place: place(problem.offset) }, { reason: problem.reason });
}
