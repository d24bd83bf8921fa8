import { declare, type Report } from '../diagnostics/declare.ts';
import type { MapNode, Node, Path, ScalarNode, Trace } from '../source/node.ts';
import type { Span } from '../source/source.ts';
import { castNouns, castOf, castText } from './cast.ts';
import type { Environment } from './environment.ts';
import { limits } from './limits.ts';
import { mayHold } from './may-hold.ts';
import { mapItems, mapValues, span, trailed } from './nodes.ts';
import { type Pass, rewrite } from './rewrite.ts';
import { below, type Context, parts, type Rules } from './rules.ts';
import { type Excess, substitute, type TemplateFault } from './template.ts';

const see = 'https://docs.docker.com/reference/compose-file/interpolation/';

export const unset = declare<{ name: string }>(() => ({
  code: 'variable/unset',
  severity: 'warning',
  message: ({ name }) => `The variable ${name} is not set; an empty text takes its place`,
  why: 'Compose reads variables from the environment, .env and --env-file; this name is in none of them.',
  fix: ({ name }) => `Set ${name}, or write a default: \${${name}:-default}`,
  see,
}));

export const required = declare<{ name: string; reason: string }>(() => ({
  code: 'variable/required',
  severity: 'error',
  message: ({ name, reason }) => `The variable ${name} needs a value${reason ? `: ${reason}` : ''}`,
  why: 'The file says so with "?": without this variable it does not mean anything.',
  fix: ({ name }) => `Set ${name} in the environment, in .env or in a file named by --env-file.`,
  see,
}));

export const invalid = declare(() => ({
  code: 'variable/invalid-format',
  severity: 'error',
  message: 'A reference that begins with "$" and "{" is not valid here',
  why: 'Between the braces stands a name, perhaps one of the operators :- - :? ? :+ + and its text, closed on the same line.',
  fix: 'Mend the reference, or write $$ where a plain dollar is meant.',
  see,
}));

const excesses: Readonly<Record<Excess, string>> = {
  'too-deep': 'nest too deep',
  'too-long': 'make a text that is too long',
  'too-many': 'are too many for one value',
};

export const tooLarge = declare<{ excess: Excess }>(() => ({
  code: 'variable/too-large',
  severity: 'error',
  message: ({ excess }) => `The references here ${excesses[excess]}`,
  why: 'A file that expands without bound would fill the memory.',
  fix: 'Use shorter values, fewer references, or fewer nested defaults.',
  see,
}));

export const notCast = declare<{ kind: string; key: string }>(() => ({
  code: 'variable/wrong-type',
  severity: 'error',
  message: ({ kind, key }) => `The text at ${key} is not ${kind}`,
  why: 'After variables are filled in, this key takes only such a value.',
  fix: ({ kind }) => `Write ${kind}, or set the variable to one.`,
  see,
}));

/**
 * Fills variables into every value of a document, never into keys, and then reads text as number or boolean where a key takes only that.
 * Nodes without a `$` are kept as they are.
 */
export function interpolate(root: MapNode, environment: Environment, rules: Rules, report: Report): MapNode {
  if (!mayHold(root.source.text, '$')) return casted(root, rules, report);
  const node = new Interpolation(environment, report).visit(root, rules);
  return node.kind === 'map' ? node : root;
}

const casted = (root: MapNode, rules: Rules, report: Report): MapNode => {
  const made = rewrite(root, rules, report, casting);
  return made.kind === 'map' ? made : root;
};

const cast = (node: Node, { row }: Rules, context: Context): Node => {
  const to = castOf(row);
  if (!to || node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  const casted = castText(node.value, to);
  if (casted)
    return { ...node, value: casted.value, marks: casted.float ? { ...node.marks, read: 'float' } : node.marks };
  const path = [...context.path];
  context.report(notCast, { path, place: span(node) }, { kind: castNouns[to], key: path.join('.') });
  return node;
};

const casting: Pass = { parts: parts.cast, passesBy: ({ value }) => typeof value !== 'string', step: cast };

class Interpolation implements Context {
  readonly path: (string | number)[] = [];
  readonly report: Report;
  private readonly environment: Environment;
  private room: number = limits.interpolated;
  private full = false;

  constructor(environment: Environment, report: Report) {
    this.environment = environment;
    this.report = report;
  }

  visit(node: Node, rules: Rules | undefined): Node {
    if (node.kind === 'scalar') return typeof node.value === 'string' ? this.text(node, node.value, rules) : node;
    return node.kind === 'map'
      ? mapValues(node, (value, key) => this.below(value, key, rules && below(rules, key)))
      : mapItems(node, (item, index) => this.below(item, index, rules?.any));
  }

  private below(node: Node, step: string | number, rules: Rules | undefined): Node {
    this.path.push(step);
    const made = this.visit(node, rules);
    this.path.pop();
    return made;
  }

  private text(node: ScalarNode, value: string, rules: Rules | undefined): Node {
    const filled = value.includes('$') ? this.fill(node, value, this.path) : node;
    if (!filled) return node;
    return rules?.row ? cast(filled, rules, this) : filled;
  }

  private fill(node: ScalarNode, value: string, path: Path): ScalarNode | undefined {
    const trail: Trace[] = [];
    const result = substitute(
      value,
      (name) => this.environment.get(name)?.value,
      {
        missing: (name, offset) =>
          this.report(unset, { path: [...path], place: spanOf(node, value, offset, name) }, { name }),
        used: (name) => {
          const place = this.environment.get(name)?.place;
          if (place) trail.push({ ...place, role: 'variable' });
        },
      },
      { depth: limits.templateDepth, length: this.room, references: limits.templateReferences },
    );
    if (result.fault) {
      this.fault(result.fault, node, value, path);
      // What stands there is not empty: only this error is told, not what follows from it.
      return undefined;
    }
    this.room -= result.text.length;
    const made: ScalarNode = { ...node, value: result.text };
    return trail.length > 0 ? trailed(made, ...trail) : made;
  }

  private fault(fault: TemplateFault, node: ScalarNode, value: string, path: Path): void {
    const name = fault.kind === 'required' ? fault.name : '';
    const where = { path: [...path], place: spanOf(node, value, fault.offset, name) };
    if (fault.kind === 'required') this.report(required, where, { name, reason: this.reason(value, fault) });
    else if (fault.kind === 'invalid') this.report(invalid, where);
    else if (fault.kind !== 'too-long' || !this.full) {
      // Once the room is used up no other reference finds any: that is one fault, not one for each.
      this.full ||= fault.kind === 'too-long';
      this.report(tooLarge, where, { excess: fault.kind });
    }
  }

  /** The message as written, for what a variable put into it may be secret. */
  private reason(value: string, fault: TemplateFault & { kind: 'required' }): string {
    const start = value.indexOf('?', fault.offset) + 1;
    const raw = value.slice(start, value.indexOf('}', start));
    return raw === fault.reason ? fault.reason : raw.replace(/\$\{?\w*\}?/g, '…');
  }
}

/** The place of the reference at `offset` of a value: exact where the source spells the value as it is, found by its name elsewhere. */
function spanOf(node: ScalarNode, value: string, offset: number, name: string): Span {
  const { source, start, end } = node;
  const reference = value.startsWith('${', offset) ? `\${${name}` : `$${name}`;
  const at = placeOf(reference, offset, node, value);
  if (at < start || at >= end) return { source, start, end };
  const closing = reference.startsWith('${') ? source.text.indexOf('}', at) + 1 : at + reference.length;
  return { source, start: at, end: Math.min(Math.max(closing, at + reference.length), end) };
}

/** A value may hold very many references, and is not searched anew for each where it is long. */
const searched = 100_000;
const spelled = new WeakMap<ScalarNode, number>();

function placeOf(reference: string, offset: number, node: ScalarNode, value: string): number {
  const { source, start, end } = node;
  const same = spelled.get(node) ?? commonLength(value, source.text, start);
  spelled.set(node, same);
  if (offset + reference.length <= same) return start + offset;
  return end - start > searched ? -1 : source.text.indexOf(reference, start);
}

/** How much of a value its source spells as it is. */
function commonLength(value: string, text: string, start: number): number {
  let length = 0;
  while (length < value.length && value.charCodeAt(length) === text.charCodeAt(start + length)) length++;
  return length;
}
