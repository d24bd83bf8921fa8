/** What a reference did, for diagnostics and trails. Offsets count from the start of the outermost text. */
export interface TemplateEvents {
  /** A variable without a value and without a default; it became empty. */
  missing?(name: string, offset: number): void;
  /** A variable whose value went into the text. */
  used?(name: string, offset: number): void;
}

export type TemplateFault =
  | { readonly kind: 'invalid'; readonly offset: number }
  | { readonly kind: 'required'; readonly offset: number; readonly name: string; readonly reason: string }
  | { readonly kind: Excess; readonly offset: number };

export type Excess = 'too-deep' | 'too-long' | 'too-many';

export interface TemplateResult {
  readonly text: string;
  /** The first fault; `text` is unusable then. */
  readonly fault?: TemplateFault;
}

export interface TemplateLimits {
  readonly depth: number;
  readonly length: number;
  /** References in all, those in defaults as well. */
  readonly references: number;
}

type Lookup = (name: string) => string | undefined;

class Fault extends Error {
  readonly fault: TemplateFault;
  constructor(fault: TemplateFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

const nameAt = /[_a-z][_a-z0-9]*/iy;
const operatorAt = /:?[-+?]/y;

/**
 * Replaces `$NAME` and `${NAME…}` in a text, `$$` becomes `$`. What a variable holds is not read again.
 * A `$` before anything else stays; `${` that opens no reference is a fault.
 * https://docs.docker.com/reference/compose-file/interpolation/
 */
export function substitute(
  text: string,
  lookup: Lookup,
  events: TemplateEvents = {},
  limits: TemplateLimits = { depth: 64, length: 16 * 1024 * 1024, references: 10_000 },
): TemplateResult {
  if (!text.includes('$')) return { text };
  try {
    return { text: new Template(lookup, events, limits).run(text, 0, 0) };
  } catch (error) {
    if (error instanceof Fault) return { text, fault: error.fault };
    throw error;
  }
}

class Template {
  private readonly lookup: Lookup;
  private readonly events: TemplateEvents;
  private readonly limits: TemplateLimits;
  private references = 0;

  constructor(lookup: Lookup, events: TemplateEvents, limits: TemplateLimits) {
    this.lookup = lookup;
    this.events = events;
    this.limits = limits;
  }

  run(text: string, base: number, depth: number): string {
    if (depth > this.limits.depth) throw new Fault({ kind: 'too-deep', offset: base });
    let out = '';
    let copied = 0;
    let at = text.indexOf('$');
    while (at >= 0) {
      const reference = this.reference(text, at, base, depth);
      out += text.slice(copied, at) + reference.value;
      if (out.length > this.limits.length) throw new Fault({ kind: 'too-long', offset: base + at });
      copied = reference.end;
      at = text.indexOf('$', copied);
    }
    return out + text.slice(copied);
  }

  /** The reference that begins with the `$` at `at`: what it yields, and where it ends. */
  private reference(text: string, at: number, base: number, depth: number): { value: string; end: number } {
    if (text.charAt(at + 1) === '$') return { value: '$', end: at + 2 };
    this.references++;
    if (this.references > this.limits.references) throw new Fault({ kind: 'too-many', offset: base + at });
    const { name, operator, argument, start, end } = parse(text, at);
    if (start < 0) throw new Fault({ kind: 'invalid', offset: base + at });
    if (name === '') return { value: '$', end };
    if (operator === '') return { value: this.plain(name, base + at), end };
    return { value: this.operate(name, operator, argument, base + at, base + start, depth), end };
  }

  private plain(name: string, offset: number): string {
    const value = this.lookup(name);
    if (value === undefined) this.events.missing?.(name, offset);
    else this.events.used?.(name, offset);
    return value ?? '';
  }

  private operate(name: string, operator: string, argument: string, at: number, base: number, depth: number): string {
    const value = this.lookup(name);
    const given = value !== undefined && (operator.length === 1 || value !== '');
    if (operator.endsWith('+')) return given ? this.run(argument, base, depth + 1) : (value ?? '');
    if (given) {
      this.events.used?.(name, at);
      return value;
    }
    const text = this.run(argument, base, depth + 1);
    if (operator.endsWith('?')) throw new Fault({ kind: 'required', offset: at, name, reason: text });
    return text;
  }
}

interface Parsed extends Reference {
  /** Where the argument starts; -1 where the text is no valid reference. */
  readonly start: number;
  readonly end: number;
}

/** Takes apart what begins with the `$` at `at`, which no second `$` follows. A lone `$` has an empty name. */
function parse(text: string, at: number): Parsed {
  const none = { operator: '', argument: '', start: 0 };
  if (text.charAt(at + 1) !== '{') {
    const name = match(nameAt, text, at + 1) ?? '';
    return { ...none, name, end: at + 1 + name.length };
  }
  const name = match(nameAt, text, at + 2) ?? '';
  const after = at + 2 + name.length;
  if (name !== '' && text.charAt(after) === '}') return { ...none, name, end: after + 1 };
  const operator = name === '' ? undefined : match(operatorAt, text, after);
  const close = operator === undefined ? -1 : closingBrace(text, at, after);
  if (operator === undefined || close < 0) return { ...none, name: '', start: -1, end: at + 2 };
  const start = after + operator.length;
  return { name, operator, argument: text.slice(start, close), start, end: close + 1 };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The last `}` on the line of `from`: an argument never spans lines, and without one the reference is not closed. */
function lastBrace(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  const last = text.lastIndexOf('}', newline < 0 ? text.length : newline);
  return last < from ? -1 : last;
}

/**
 * The brace that closes the reference at `at`, whose name ends before `after`. Every `{` opens one more, and the character
 * after a `{` is never looked at, so that JSON may stand in a default. Unbalanced: the last one on the line.
 */
function closingBrace(text: string, at: number, after: number): number {
  let open = 0;
  for (let i = at; i < text.length && text.charCodeAt(i) !== 10; i++) {
    const char = text.charCodeAt(i);
    if (char === 125) {
      open--;
      if (open === 0) return i;
    } else if (char === 123) {
      if (text.charCodeAt(i + 1) === 10) break;
      open++;
      i++;
    }
  }
  return lastBrace(text, after);
}

/** A reference as it is written; `operator` and `argument` are empty where there is none. */
export interface Reference {
  readonly name: string;
  readonly operator: string;
  readonly argument: string;
}

/** The references of a text, outermost ones only; what is not valid is passed over. */
export function referencesIn(text: string): Reference[] {
  const found: Reference[] = [];
  let at = text.indexOf('$');
  while (at >= 0) {
    const parsed = text.charAt(at + 1) === '$' ? at + 2 : parse(text, at);
    if (typeof parsed === 'object' && parsed.name !== '') found.push(parsed);
    at = text.indexOf('$', typeof parsed === 'number' ? parsed : parsed.end);
  }
  return found;
}
