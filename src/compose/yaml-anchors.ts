import type { Report } from '../diagnostics/declare.ts';
import type { Node } from '../source/node.ts';
import type { Span } from '../source/source.ts';
import { scalar, trailed } from './nodes.ts';
import * as found from './yaml-findings.ts';

/** A node that aliases may stand for, and how many nodes it is, aliases expanded. */
export interface Anchored {
  readonly node: Node;
  readonly size: number;
}

/** The anchors of a text, and what its aliases stand for. */
export class Anchors {
  private readonly report: Report;
  private readonly limit: number;
  private readonly known = new Map<string, Anchored>();
  /** The anchors of the collections that are not read to their end. */
  private readonly open: string[] = [];
  private expanded = 0;
  private exhausted = false;

  constructor(report: Report, limit: number) {
    this.report = report;
    this.limit = limit;
  }

  /** A document does not see the anchors of another one. */
  forget(): void {
    this.known.clear();
  }

  begin(name: string): void {
    this.open.push(name);
  }

  end(name: string, node: Node, size: number): void {
    this.open.pop();
    this.set(name, node, size);
  }

  set(name: string, node: Node, size: number): void {
    this.known.set(name, { node, size });
  }

  /** What the alias at `place` stands for: null where it cannot be followed, which is reported. */
  get(name: string, place: Span): Anchored {
    const target = this.known.get(name);
    const nothing: Anchored = { node: scalar(null, place), size: 1 };
    if (!target) {
      if (this.open.includes(name)) this.report(found.aliasCycle, { path: [], place }, { name });
      else this.report(found.unknownAlias, { path: [], place });
      return nothing;
    }
    this.expanded += target.size;
    if (this.expanded > this.limit) {
      if (!this.exhausted) this.report(found.aliasExpansion, { path: [], place }, { limit: this.limit });
      this.exhausted = true;
      return nothing;
    }
    const { node, size } = target;
    return { node: trailed(node, { ...place, role: 'alias' }), size };
  }
}
