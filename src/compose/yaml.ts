import {
  type AliasEvent,
  type DocumentEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import type { Declaration, Report, Where } from '../diagnostics/declare.ts';
import type { Entry, ListNode, MapNode, Node, Trace } from '../source/node.ts';
import type { Source, Span } from '../source/source.ts';
import { limits as defaults, type Limits } from './limits.ts';
import * as found from './yaml-findings.ts';
import { mergeInto } from './yaml-merge.ts';
import { readScalar } from './yaml-scalar.ts';

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

/** What the events of one mapping or list have yielded so far. */
interface Frame {
  readonly event: MappingEvent | SequenceEvent;
  readonly entries: Map<string, Entry> | undefined;
  readonly items: Node[];
  readonly merges: { key: Span; node: Node }[];
  key: Span | undefined;
  keyText: string;
  /** Nodes that stand in this collection, aliases expanded. */
  size: number;
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
  const problems = options.explain?.(source.text) ?? [];
  const all = problems.length > 0 ? problems : [{ reason: error.reason, offset }];
  for (const problem of all)
    report(found.syntax, { path: [], place: place(problem.offset) }, { reason: problem.reason });
}

class Builder {
  private readonly source: Source;
  private readonly text: string;
  private readonly report: Report;
  private readonly limits: Limits;
  private readonly documents: Node[] = [];
  private anchors = new Map<string, { node: Node; size: number }>();
  private readonly open: Frame[] = [];
  private frame: Frame | undefined;
  private end = 0;
  private expanded = 0;
  private exhausted = false;

  constructor(source: Source, report: Report, limits: Limits) {
    this.source = source;
    this.text = source.text;
    this.report = report;
    this.limits = limits;
  }

  run(events: readonly Event[]): Node[] {
    for (const event of events) {
      if (event.type === EVENT_ID.SCALAR) this.scalar(event);
      else if (event.type === EVENT_ID.POP) this.close();
      else if (event.type === EVENT_ID.ALIAS) this.alias(event);
      else if (event.type === EVENT_ID.DOCUMENT) this.document(event);
      else this.begin(event);
    }
    return this.documents;
  }

  private document(_event: DocumentEvent): void {
    this.anchors = new Map();
  }

  private begin(event: MappingEvent | SequenceEvent): void {
    // A collection may stand for a key in YAML; Compose has none, so it is read as one and then refused.
    const entries = event.type === EVENT_ID.MAPPING ? new Map<string, Entry>() : undefined;
    if (this.frame) this.open.push(this.frame);
    this.frame = { event, entries, items: [], merges: [], key: undefined, keyText: '', size: 1 };
    this.end = Math.max(this.end, event.start);
  }

  private close(): void {
    const frame = this.frame;
    if (!frame) return;
    this.frame = this.open.pop();
    const { event } = frame;
    const place = { source: this.source, start: event.start, end: Math.max(this.end, event.start) };
    const tag = this.marker(event.tagStart, event.tagEnd);
    const marked = tag ? { ...place, tag } : place;
    if (frame.entries && frame.merges.length > 0) mergeInto(frame.entries, frame.merges, this.report);
    const node: MapNode | ListNode = frame.entries
      ? { kind: 'map', entries: frame.entries, ...marked }
      : { kind: 'list', items: frame.items, ...marked };
    this.anchor(event, node, frame.size);
    this.add(node, frame.size);
  }

  private scalar(event: ScalarEvent): void {
    const empty = event.valueStart < 0;
    const start = empty ? this.emptyAt(event) : event.valueStart;
    const end = empty ? start : event.valueEnd;
    this.end = Math.max(this.end, end);
    const frame = this.frame;
    const raw = getScalarValue(this.text, event);
    const quoted = event.style !== SCALAR_STYLE.PLAIN;
    const tag = event.tagStart < 0 ? '' : this.text.slice(event.tagStart, event.tagEnd);
    const node = readScalar(this.source, start, end, raw, quoted, tag);
    if (!node.fits) this.find(found.badTag, { start, end }, { tag });
    if (frame?.entries && !frame.key) this.key(node.value, raw, quoted || tag !== '', start, end);
    else {
      this.anchor(event, node.value, 1);
      this.add(node.value, 1);
    }
  }

  /** An empty value has no place of its own: it stands where its key ends. */
  private emptyAt(event: ScalarEvent): number {
    return Math.max(this.end, event.anchorEnd, event.tagEnd, 0);
  }

  private key(node: Node, raw: string, quoted: boolean, start: number, end: number): void {
    const frame = this.frame;
    if (!frame?.entries) return;
    const key = { source: this.source, start, end };
    if (node.kind !== 'scalar' || typeof node.value !== 'string') {
      const shown = node.kind === 'scalar' ? String(raw || 'null') : 'that is a list or a mapping';
      this.find(found.keyNotText, key, { key: shown });
    }
    frame.key = key;
    frame.keyText = raw;
    const twice = raw === '<<' && !quoted ? frame.merges[0]?.key : frame.entries.get(raw)?.key;
    if (twice) this.find(found.duplicateKey, key, { key: raw }, [{ message: 'first written here', place: twice }]);
  }

  private alias(event: AliasEvent): void {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const place = { source: this.source, start: event.anchorStart - 1, end: event.anchorEnd };
    this.end = event.anchorEnd;
    const target = this.anchors.get(name);
    const empty: Node = { kind: 'scalar', value: null, ...place };
    if (!target) {
      const inside = [...this.open, this.frame].some((frame) => frame && this.anchorName(frame.event) === name);
      this.find(inside ? found.aliasCycle : found.unknownAlias, place, { name });
      this.use(empty, 1, place);
      return;
    }
    this.expanded += target.size;
    if (this.expanded > this.limits.aliasNodes) {
      if (!this.exhausted) this.find(found.aliasExpansion, place, { limit: this.limits.aliasNodes });
      this.exhausted = true;
      this.use(empty, 1, place);
      return;
    }
    const trace: Trace = { ...place, role: 'alias' };
    this.use({ ...target.node, trail: [...(target.node.trail ?? []), trace] }, target.size, place);
  }

  private use(node: Node, size: number, place: Span): void {
    if (this.frame?.entries && !this.frame.key)
      this.key(node, node.kind === 'scalar' ? String(node.value) : '', false, place.start, place.end);
    else this.add(node, size);
  }

  private anchorName(event: { anchorStart: number; anchorEnd: number }): string | undefined {
    return event.anchorStart < 0 ? undefined : this.text.slice(event.anchorStart, event.anchorEnd);
  }

  private anchor(event: { anchorStart: number; anchorEnd: number }, node: Node, size: number): void {
    const name = this.anchorName(event);
    if (name !== undefined) this.anchors.set(name, { node, size });
  }

  private marker(start: number, end: number): 'reset' | 'override' | undefined {
    if (start < 0) return undefined;
    const tag = this.text.slice(start, end);
    return tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : undefined;
  }

  /** Puts a finished value where the open collection expects it. */
  private add(node: Node, size: number): void {
    const frame = this.frame;
    if (!frame) {
      this.documents.push(node);
      return;
    }
    frame.size += size;
    if (!frame.entries) {
      frame.items.push(node);
      return;
    }
    if (!frame.key) {
      this.key(node, '', false, node.start, node.end);
      return;
    }
    const merge = frame.keyText === '<<' && this.text.startsWith('<<', frame.key.start);
    if (merge) frame.merges.push({ key: frame.key, node });
    else frame.entries.set(frame.keyText, { key: frame.key, value: node });
    frame.key = undefined;
  }

  private find<P>(
    declaration: Declaration<P>,
    at: { start: number; end: number },
    params: P,
    related?: Where['related'],
  ): void {
    const place = { source: this.source, start: at.start, end: at.end };
    const said = this.report as (d: Declaration<P>, where: Where, params: P) => void;
    said(declaration, related ? { path: [], place, related } : { path: [], place }, params);
  }
}
