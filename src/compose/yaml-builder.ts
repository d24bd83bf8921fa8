import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  type PopEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { Declaration, Report, Where } from '../diagnostics/declare.ts';
import type { Entry, ListNode, MapNode, Node, ScalarNode } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { Limits } from './limits.ts';
import { appended, marked, span } from './nodes.ts';
import { Anchors } from './yaml-anchors.ts';
import * as found from './yaml-findings.ts';
import { mergeInto } from './yaml-merge.ts';
import { isText, markerOf, shortTag, tagged, untagged } from './yaml-scalar.ts';

const { SCALAR, POP, ALIAS, DOCUMENT, MAPPING } = EVENT_ID;
const { PLAIN } = SCALAR_STYLE;

type CollectionEvent = MappingEvent | SequenceEvent;
/** What a key or a value begins with. */
type NodeEvent = ScalarEvent | CollectionEvent | AliasEvent;

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Key extends Range {
  readonly name: string;
  /** `<<`, but for one in quotes, which is a key as any other. */
  readonly merging: boolean;
}

/**
 * Builds the documents of a text from the events of its parser.
 * Most of these are scalars without escapes, tag and anchor: what is done for each of them is done in the loop of its collection.
 */
export class Builder {
  private readonly source: Source;
  private readonly text: string;
  private readonly report: Report;
  private events: readonly (NodeEvent | PopEvent)[] = [];
  private readonly anchors: Anchors;
  /** Keys that are text as they stand. Keys recur: one text for all of a name is compared and hashed once. */
  private readonly names = new Map<string, string>();
  /** The index of the event that comes next. */
  private at = 0;
  /** Where that ends which was read last. */
  private end = 0;
  /** Nodes that stand in the collection, or behind the alias, that was read last; aliases expanded. */
  private size = 1;

  constructor(source: Source, report: Report, limits: Limits) {
    this.source = source;
    this.text = source.text;
    this.report = report;
    this.anchors = new Anchors(report, limits.aliasNodes);
  }

  run(events: readonly Event[]): Node[] {
    const documents: Node[] = [];
    // Below the top there are no other documents.
    this.events = events as typeof this.events;
    while (this.at < events.length) {
      const event = events[this.at++];
      if (event?.type === DOCUMENT) this.anchors.forget();
      else if (event?.type === SCALAR) documents.push(this.scalar(event));
      else if (event && event.type !== POP) documents.push(this.nested(event));
    }
    return documents;
  }

  private nested(event: CollectionEvent | AliasEvent): Node {
    if (event.type === ALIAS) return this.alias(event);
    const { start } = event;
    if (start > this.end) this.end = start;
    const anchor = event.anchorStart < 0 ? undefined : this.anchorName(event);
    if (anchor !== undefined) this.anchors.begin(anchor);
    const bare = event.type === MAPPING ? this.mapping(start) : this.list(start);
    const tag = event.tagStart < 0 ? undefined : markerOf(this.text.slice(event.tagStart, event.tagEnd));
    const node = tag ? marked<Node>(bare, { tag }) : bare;
    if (anchor !== undefined) this.anchors.end(anchor, node, this.size);
    return node;
  }

  private mapping(from: number): MapNode {
    const { source, text, events, names } = this;
    const entries = new Map<string, Entry>();
    let merges: Entry[] | undefined;
    let size = 1;
    let { at } = this;
    for (let first = events[at++]; first; first = events[at++]) {
      const { type } = first;
      if (type === POP) break;
      let name: string | undefined;
      let start = 0;
      let end = 0;
      let merging = false;
      if (type === SCALAR && first.fast && first.tagStart < 0 && first.anchorStart < 0) {
        start = first.valueStart;
        end = first.valueEnd;
        name = names.get(text.slice(start, end));
      }
      if (name === undefined) {
        this.at = at;
        ({ name, start, end, merging } = this.key(first));
        at = this.at;
      } else this.end = end;
      const twice = merging ? merges?.[0] : entries.get(name);
      if (twice) this.twice(name, { start, end }, twice);
      const next = events[at++];
      if (!next || next.type === POP) break;
      let value: Node;
      if (next.type === SCALAR) {
        value = this.scalar(next);
        size++;
      } else {
        this.at = at;
        value = this.nested(next);
        at = this.at;
        size += this.size;
      }
      const entry = { source, start, end, value };
      if (merging) merges = appended(merges, entry);
      else entries.set(name, entry);
    }
    if (merges) mergeInto(entries, merges, this.report);
    this.at = at;
    this.size = size;
    return { kind: 'map', source, start: from, end: this.end, marks: null, entries };
  }

  private list(start: number): ListNode {
    const { source, events } = this;
    let items: Node[] | undefined;
    let size = 1;
    let { at } = this;
    for (let event = events[at++]; event && event.type !== POP; event = events[at++]) {
      let item: Node;
      if (event.type === SCALAR) {
        item = this.scalar(event);
        size++;
      } else {
        this.at = at;
        item = this.nested(event);
        at = this.at;
        size += this.size;
      }
      if (items) items.push(item);
      else items = [item];
    }
    this.at = at;
    this.size = size;
    return { kind: 'list', source, start, end: this.end, marks: null, items: items ?? [] };
  }

  private scalar(event: ScalarEvent): ScalarNode {
    if (!event.fast || event.tagStart >= 0 || event.anchorStart >= 0) return this.marked(event);
    const { valueStart: start, valueEnd: end } = event;
    this.end = end;
    return untagged(this.source, start, end, this.text.slice(start, end), event.style !== PLAIN);
  }

  /** A scalar that may have escapes, a tag, an anchor, or no text at all. */
  private marked(event: ScalarEvent): ScalarNode {
    const { start, end } = this.placeOf(event);
    return this.made(event, getScalarValue(this.text, event), start, end);
  }

  private made(event: ScalarEvent, raw: string, start: number, end: number): ScalarNode {
    const node =
      event.tagStart < 0
        ? untagged(this.source, start, end, raw, event.style !== PLAIN)
        : this.tagged(event, raw, start, end);
    if (event.anchorStart >= 0) this.anchors.set(this.anchorName(event), node, 1);
    return node;
  }

  private tagOf(event: ScalarEvent): string {
    return shortTag(this.text.slice(event.tagStart, event.tagEnd));
  }

  private tagged(event: ScalarEvent, raw: string, start: number, end: number): ScalarNode {
    const tag = this.tagOf(event);
    const { value, fits } = tagged(this.source, start, end, raw, event.style !== PLAIN, tag);
    if (!fits) this.find(found.badTag, { start, end }, { tag });
    return value;
  }

  /** An empty value has no place of its own: it stands where its key ends. */
  private placeOf(event: ScalarEvent): Range {
    const empty = event.valueStart < 0;
    const start = empty ? Math.max(this.end, event.anchorEnd, event.tagEnd, 0) : event.valueStart;
    const end = empty ? start : event.valueEnd;
    this.end = end;
    return { start, end };
  }

  /** A key that was not met before, or is no plain text. */
  private key(event: NodeEvent): Key {
    if (event.type !== SCALAR) return this.nestedKey(event);
    const { start, end } = this.placeOf(event);
    const raw = getScalarValue(this.text, event);
    if (event.tagStart >= 0 || event.anchorStart >= 0) {
      const node = this.made(event, raw, start, end);
      const merging = event.tagStart < 0 ? event.style === PLAIN : this.tagOf(event) === '!!merge';
      return this.named(raw, typeof node.value === 'string', merging, { start, end });
    }
    const quoted = event.style !== PLAIN;
    const plain = isText(raw);
    if (plain && raw !== '<<') this.names.set(raw, raw);
    return this.named(raw, quoted || plain, !quoted, { start, end });
  }

  /** A collection, or what an alias stands for. A collection may be a key in YAML; Compose has none, so it is read and then refused. */
  private nestedKey(event: CollectionEvent | AliasEvent): Key {
    const node = this.nested(event);
    const at = event.type === ALIAS ? aliasAt(event) : { start: node.start, end: node.end };
    return node.kind === 'scalar'
      ? this.named(String(node.value), typeof node.value === 'string', true, at)
      : this.named('', false, false, at, 'that is a list or a mapping');
  }

  private named(name: string, isText: boolean, plain: boolean, { start, end }: Range, shown = name || 'null'): Key {
    if (!isText) this.find(found.keyNotText, { start, end }, { key: shown });
    return { name, start, end, merging: plain && name === '<<' };
  }

  private twice(key: string, at: Range, first: Entry): void {
    const place = { source: this.source, ...at };
    const related = [{ message: 'first written here', place: span(first) }];
    this.report(found.duplicateKey, { path: [], place, related }, { key });
  }

  private alias(event: AliasEvent): Node {
    const { node, size } = this.anchors.get(this.anchorName(event), { source: this.source, ...aliasAt(event) });
    this.end = event.anchorEnd;
    this.size = size;
    return node;
  }

  private anchorName(event: { anchorStart: number; anchorEnd: number }): string {
    return this.text.slice(event.anchorStart, event.anchorEnd);
  }

  private find<P>(declaration: Declaration<P>, at: Range, params: P): void {
    const report = this.report as (d: Declaration<P>, where: Where, params: P) => void;
    report(declaration, { path: [], place: { source: this.source, ...at } }, params);
  }
}

/** With its `*`. */
const aliasAt = ({ anchorStart, anchorEnd }: AliasEvent): Range => ({ start: anchorStart - 1, end: anchorEnd });
