import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { Declaration, Report, Where } from '../diagnostics/declare.ts';
import type { Entry, Node, Trace } from '../source/node.ts';
import type { Source, Span } from '../source/source.ts';
import type { Limits } from './limits.ts';
import { span } from './nodes.ts';
import * as found from './yaml-findings.ts';
import { mergeInto } from './yaml-merge.ts';
import { isText, tagged, untagged } from './yaml-scalar.ts';

const { SCALAR, POP, ALIAS, DOCUMENT, MAPPING } = EVENT_ID;
const { PLAIN } = SCALAR_STYLE;

/** What the events of one mapping or list have yielded so far. */
interface Frame {
  readonly event: MappingEvent | SequenceEvent;
  readonly entries: Map<string, Entry> | undefined;
  items: Node[] | undefined;
  /** What merge keys name: `<<`, but for one in quotes, which is a key as any other. */
  merges: Entry[] | undefined;
  /** The key that awaits its value, and its place. */
  key: string | undefined;
  keyStart: number;
  keyEnd: number;
  keyMerges: boolean;
  /** Nodes that stand in this collection, aliases expanded. */
  size: number;
}

/** A list that begins with one item takes less room than one that begins empty; most have one. */
function appended<T>(items: T[] | undefined, item: T): T[] {
  if (!items) return [item];
  items.push(item);
  return items;
}

const awaitsKey = ({ entries, key }: Frame): boolean => entries !== undefined && key === undefined;

/** Builds the documents of a text from the events of its parser. */
export class Builder {
  private readonly source: Source;
  private readonly text: string;
  private readonly report: Report;
  private readonly limits: Limits;
  private readonly documents: Node[] = [];
  private anchors = new Map<string, { node: Node; size: number }>();
  private readonly open: Frame[] = [];
  private frame: Frame | undefined;
  private readonly names = new Map<string, string>();
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
    events.forEach((event) => {
      const { type } = event;
      if (type === SCALAR) this.scalar(event);
      else if (type === POP) this.close();
      else if (type === ALIAS) this.alias(event);
      else if (type === DOCUMENT) this.anchors = new Map();
      else this.begin(event);
    });
    return this.documents;
  }

  private begin(event: MappingEvent | SequenceEvent): void {
    // A collection may stand for a key in YAML; Compose has none, so it is read as one and then refused.
    const isMap = event.type === MAPPING;
    if (this.frame) this.open.push(this.frame);
    this.frame = {
      event,
      entries: isMap ? new Map() : undefined,
      items: undefined,
      merges: undefined,
      key: undefined,
      keyStart: 0,
      keyEnd: 0,
      keyMerges: false,
      size: 1,
    };
    if (event.start > this.end) this.end = event.start;
  }

  private close(): void {
    const { frame, source } = this;
    if (!frame) return;
    this.frame = this.open.pop();
    const { event, entries, items = [], merges } = frame;
    const { start } = event;
    const end = Math.max(this.end, start);
    if (entries && merges) mergeInto(entries, merges, this.report);
    const tag = event.tagStart < 0 ? undefined : this.marker(event.tagStart, event.tagEnd);
    const bare: Node = entries
      ? { kind: 'map', source, start, end, trail: undefined, implied: undefined, entries }
      : { kind: 'list', source, start, end, trail: undefined, implied: undefined, items };
    const node: Node = tag ? { ...bare, tag } : bare;
    if (event.anchorStart >= 0) this.anchor(event, node, frame.size);
    this.add(node, frame.size);
  }

  private scalar(event: ScalarEvent): void {
    const empty = event.valueStart < 0;
    const start = empty ? this.emptyAt(event) : event.valueStart;
    const end = empty ? start : event.valueEnd;
    if (end > this.end) this.end = end;
    const raw = getScalarValue(this.text, event);
    const quoted = event.style !== PLAIN;
    if (event.tagStart >= 0) this.tagged(event, raw, quoted, start, end);
    else if (this.frame && awaitsKey(this.frame)) this.key(raw, quoted || isText(raw), quoted, start, end);
    else {
      const node = untagged(this.source, start, end, raw, quoted);
      if (event.anchorStart >= 0) this.anchor(event, node, 1);
      this.add(node, 1);
    }
  }

  private tagged(event: ScalarEvent, raw: string, quoted: boolean, start: number, end: number): void {
    const tag = this.text.slice(event.tagStart, event.tagEnd);
    const { value, fits } = tagged(this.source, start, end, raw, quoted, tag);
    if (!fits) this.find(found.badTag, { start, end }, { tag });
    if (this.frame && awaitsKey(this.frame)) this.key(raw, typeof value.value === 'string', true, start, end);
    else {
      if (event.anchorStart >= 0) this.anchor(event, value, 1);
      this.add(value, 1);
    }
  }

  /** An empty value has no place of its own: it stands where its key ends. */
  private emptyAt(event: ScalarEvent): number {
    return Math.max(this.end, event.anchorEnd, event.tagEnd, 0);
  }

  /** `raw` is empty where a collection stands for the key. */
  private key(raw: string, isText: boolean, quoted: boolean, start: number, end: number, shown = raw || 'null'): void {
    const { frame } = this;
    if (!frame?.entries) return;
    if (!isText) this.find(found.keyNotText, { start, end }, { key: shown });
    const key = this.name(raw);
    const merges = key === '<<' && !quoted;
    frame.key = key;
    frame.keyStart = start;
    frame.keyEnd = end;
    frame.keyMerges = merges;
    const twice = merges ? frame.merges?.[0] : frame.entries.get(key);
    if (twice) this.twice(key, { start, end }, twice);
  }

  private twice(key: string, at: { start: number; end: number }, first: Entry): void {
    this.find(found.duplicateKey, at, { key }, [{ message: 'first written here', place: span(first) }]);
  }

  /** Keys recur: one text for all of a name is compared and hashed once. */
  private name(raw: string): string {
    const known = this.names.get(raw);
    if (known !== undefined) return known;
    this.names.set(raw, raw);
    return raw;
  }

  /** A collection, or what an alias stands for. */
  private nodeKey(node: Node, { start, end }: Span): void {
    if (node.kind !== 'scalar') this.key('', false, false, start, end, 'that is a list or a mapping');
    else this.key(String(node.value), typeof node.value === 'string', false, start, end);
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
    if (this.frame && awaitsKey(this.frame)) this.nodeKey(node, place);
    else this.add(node, size);
  }

  private anchorName(event: { anchorStart: number; anchorEnd: number }): string | undefined {
    return event.anchorStart < 0 ? undefined : this.text.slice(event.anchorStart, event.anchorEnd);
  }

  private anchor(event: { anchorStart: number; anchorEnd: number }, node: Node, size: number): void {
    this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), { node, size });
  }

  private marker(start: number, end: number): 'reset' | 'override' | undefined {
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
    const { entries, key } = frame;
    if (!entries) frame.items = appended(frame.items, node);
    else if (key === undefined) this.nodeKey(node, node);
    else {
      const entry = { source: this.source, start: frame.keyStart, end: frame.keyEnd, value: node };
      if (frame.keyMerges) frame.merges = appended(frame.merges, entry);
      else entries.set(key, entry);
      frame.key = undefined;
    }
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
