import type { Report } from '../diagnostics/declare.ts';
import type { Entry, ListNode, MapNode, Node, Path, ScalarNode } from '../source/node.ts';
import { change, mapItems, withEntries } from './nodes.ts';
import { below, type Context, type Rules } from './rules.ts';

/** A step below a mapping or list. */
export interface Here extends Context {
  /** The last part of the path. */
  readonly key: string | number;
}

/** What an engine does at a node that has a row: it gives that node, or one made anew, its entries too; undefined removes it. */
export type Step = (node: Node, at: Rules, here: Here) => Node | undefined;

/** One way over a tree. */
export interface Pass {
  /** The parts of rows it is about. */
  readonly parts: number;
  /** Whether a scalar of a mapping certainly stays as it is; then no step is made for it. */
  readonly passesBy?: (node: ScalarNode, at: Rules) => boolean;
  /** Done before what is below a node. */
  readonly step: Step;
  /** Done after that, where something has changed. */
  readonly after?: Step;
}

/** Rewrites a tree along the rules. Unchanged parts stay the same nodes. */
export const rewrite = (root: Node, rules: Rules, report: Report, pass: Pass): Node =>
  root.kind === 'scalar' ? root : walkOver(rules, new Place(report), pass, new Map())(root, false);

/** Rewrites what is in a mapping or list. What is `new` is nobody else's yet: it is changed where it is. */
type Walk = (node: MapNode | ListNode, isNew: boolean) => Node;

class Place implements Here {
  key: string | number = '';
  readonly report: Report;
  private readonly above: Place | undefined;

  constructor(report: Report, above?: Place) {
    this.report = report;
    this.above = above;
  }

  get path(): Path {
    return this.above ? [...this.above.path, this.key] : [this.key];
  }
}

/**
 * Walks over the mappings and lists at one path of the rules, one after another. None of them stands inside another,
 * so that all it takes is made once for a path, not for each of them. `walks` are those at all paths that have been met.
 */
function walkOver(from: Rules, here: Place, pass: Pass, walks: Map<Rules, Walk>): Walk {
  const { met, named, any } = from;
  const { parts, passesBy, step, after } = pass;
  let entries: MapNode['entries'];
  let changed: Map<string, Entry> | undefined;

  const walkAt = (rules: Rules): Walk => {
    const made = walkOver(rules, new Place(here.report, here), pass, walks);
    walks.set(rules, made);
    return made;
  };
  const visit = (node: Node, rules: Rules): Node | undefined => {
    const own = (rules.own & parts) === 0 ? node : step(node, rules, here);
    if (!own || own.kind === 'scalar') return own;
    const walk = (rules.below & parts) === 0 ? undefined : (walks.get(rules) ?? walkAt(rules));
    const done = walk ? walk(own, own !== node) : own;
    return after && done !== node ? after(done, rules, here) : done;
  };
  /** Most of a file is nothing that a pass is about: for that, no more is done than to find out. */
  const visitEntry = (entry: Entry, key: string): void => {
    const rules = met.get(key) ?? (named ? below(from, key) : any);
    if (!rules) return;
    const { value } = entry;
    if (value.kind === 'scalar') {
      if ((rules.own & parts) === 0 || passesBy?.(value, rules)) return;
    } else if (((rules.own | rules.below) & parts) === 0) return;
    here.key = key;
    const made = visit(value, rules);
    if (made !== value) changed = change(changed, entries, key, entry, made);
  };
  const visitItem = (item: Node, index: number): Node | undefined => {
    here.key = index;
    return any ? visit(item, any) : item;
  };
  return (node, isNew) => {
    if (node.kind === 'list') return any ? mapItems(node, visitItem) : node;
    entries = node.entries;
    changed = isNew ? (entries as Map<string, Entry>) : undefined;
    entries.forEach(visitEntry);
    return changed && !isNew ? withEntries(node, changed) : node;
  };
}
