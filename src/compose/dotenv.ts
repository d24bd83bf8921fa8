import { declare, type Report } from '../diagnostics/declare.ts';
import type { Source, Span } from '../source/source.ts';
import type { Variable } from './environment.ts';
import { invalid, required, tooLarge, unset } from './interpolate.ts';
import { limits } from './limits.ts';
import { substitute } from './template.ts';

const see = 'https://docs.docker.com/reference/compose-file/services/#env_file-format';

export const badLine = declare<{ reason: string }>(() => ({
  code: 'env_file/syntax',
  severity: 'error',
  message: ({ reason }) => `This line of an environment file cannot be read: ${reason}`,
  why: 'Each line is NAME=value, a bare NAME that takes its value from the environment, or a comment.',
  fix: 'Mend the line; quote values that hold spaces, quotes or "#".',
  see,
}));

type Lookup = (name: string) => string | undefined;

const blank = /[\s\u0085]/;
const escapes = /\\(?:[abcfnrtv$"\\]|0[0-9]{0,3})/g;
const simple: Readonly<Record<string, string>> = {
  '\\a': '\x07',
  '\\b': '\b',
  '\\f': '\f',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '\\v': '\v',
  '\\"': '"',
  '\\\\': '\\',
  '\\$': '$$',
};

/**
 * Reads the text of an environment file. `outer` is asked before the file's own names when a value refers to a variable, `before` after them.
 * A bad line ends the reading, as what follows it may belong to an open quote.
 * https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 */
export function parseDotenv(
  source: Source,
  outer: Lookup,
  report: Report,
  before: ReadonlyMap<string, Variable> = none,
): Map<string, Variable> {
  return new Dotenv(source, outer, report, before).run();
}

const none: ReadonlyMap<string, Variable> = new Map();

class Dotenv {
  private readonly source: Source;
  private readonly text: string;
  private readonly outer: Lookup;
  private readonly report: Report;
  private readonly before: ReadonlyMap<string, Variable>;
  private readonly out = new Map<string, Variable>();
  private at = 0;
  private room: number = limits.interpolated;

  constructor(source: Source, outer: Lookup, report: Report, before: ReadonlyMap<string, Variable>) {
    this.source = source;
    this.text = source.text;
    this.outer = outer;
    this.report = report;
    this.before = before;
  }

  run(): Map<string, Variable> {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    while (this.skip()) if (!this.statement()) break;
    return this.out;
  }

  /** Moves to the next statement; false at the end. */
  private skip(): boolean {
    for (;;) {
      while (this.at < this.text.length && blank.test(this.text.charAt(this.at))) this.at++;
      if (this.at >= this.text.length) return false;
      if (this.text.charAt(this.at) !== '#') return true;
      this.at = this.lineEnd(this.at);
    }
  }

  private statement(): boolean {
    const exported = /^export[ \t\f\v]+/.exec(this.text.slice(this.at, this.at + 200));
    if (exported) this.at += exported[0].length;
    const start = this.at;
    const end = this.keyEnd();
    if (end < 0) return false;
    const name = this.text.slice(start, end).trimEnd();
    if (name.includes(' ')) return this.bad('a name cannot hold a space', start, end);
    const bare = end >= this.text.length || this.text.charAt(end) === '\n';
    this.at = Math.min(end + 1, this.text.length);
    if (!bare) return this.value(name, { source: this.source, start, end: start + name.length });
    const value = this.outer(name);
    if (value !== undefined)
      this.out.set(name, { value, place: { source: this.source, start, end: start + name.length } });
    return true;
  }

  private keyEnd(): number {
    for (let i = this.at; i < this.text.length; i++) {
      const char = this.text.charAt(i);
      if (char === '=' || char === ':' || char === '\n') return i;
      if (/[\p{L}\p{N}_.\-[\]]/u.test(char) || blank.test(char)) continue;
      this.bad('a name is made of letters, digits, "_", "." and "-"', i, i + 1);
      return -1;
    }
    return this.text.length;
  }

  private value(name: string, key: Span): boolean {
    while (this.at < this.text.length && this.text.charAt(this.at) !== '\n' && blank.test(this.text.charAt(this.at)))
      this.at++;
    const start = this.at;
    const quote = this.text.charAt(start);
    const raw = quote === '"' || quote === "'" ? this.quoted(quote) : this.unquoted();
    if (raw === undefined) return this.bad('a quote is not closed', start, this.lineEnd(start));
    const value = quote === "'" ? raw : this.expand(quote === '"' ? resolveEscapes(raw) : raw, key);
    if (value === undefined) return false;
    this.out.set(name, { value, place: { source: this.source, start: key.start, end: Math.max(this.at, key.end) } });
    return true;
  }

  private unquoted(): string {
    const end = this.lineEnd(this.at);
    const line = this.text.slice(this.at, end);
    const comment = line.indexOf(' #');
    const value = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
    this.at = end;
    return value;
  }

  /** A quoted text, its escaped quotes resolved; undefined when it is not closed. */
  private quoted(quote: string): string | undefined {
    let out = '';
    for (let i = this.at + 1; i < this.text.length; i++) {
      const char = this.text.charAt(i);
      if (char === '\\') {
        const next = this.text.charAt(++i);
        out += next === quote ? next : `\\${next}`;
      } else if (char === quote) {
        this.at = i + 1;
        return out;
      } else out += char;
    }
    return undefined;
  }

  private expand(text: string, place: Span): string | undefined {
    const where = { path: [], place };
    const result = substitute(
      text,
      (name) => this.outer(name) ?? (this.out.get(name) ?? this.before.get(name))?.value,
      { missing: (name) => this.report(unset, where, { name }) },
      { depth: limits.templateDepth, length: this.room, references: limits.templateReferences },
    );
    const { fault } = result;
    if (fault?.kind === 'required') this.report(required, where, { name: fault.name, reason: '' });
    else if (fault?.kind === 'invalid') this.report(invalid, where);
    else if (fault) this.report(tooLarge, where, { excess: fault.kind });
    if (fault) return undefined;
    this.room -= result.text.length;
    return result.text;
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  private bad(reason: string, start: number, end: number): false {
    this.report(badLine, { path: [], place: { source: this.source, start, end } }, { reason });
    return false;
  }
}

/** Shell escapes of a double-quoted value; `\$` becomes `$$`, which stays a plain dollar. */
function resolveEscapes(text: string): string {
  return text.replace(escapes, (match) => {
    if (!match.startsWith('\\0')) return simple[match] ?? match;
    const octal = match.slice(2);
    const code = Number.parseInt(octal, 8);
    return /^[0-7]{3}$/.test(octal) && code < 256 ? String.fromCharCode(code) : `\\${octal}`;
  });
}

/**
 * `format: raw`: every line is NAME=value, taken as it stands; a bare NAME takes its value from the environment.
 * https://docs.docker.com/reference/compose-file/services/#format
 */
export function parseRaw(source: Source, outer: Lookup, report: Report): Map<string, Variable> {
  const out = new Map<string, Variable>();
  let at = source.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < source.text.length) {
    const newline = source.text.indexOf('\n', at);
    const end = newline < 0 ? source.text.length : newline;
    rawLine(source, at, end, outer, report, out);
    at = end + 1;
  }
  return out;
}

function rawLine(
  source: Source,
  at: number,
  end: number,
  outer: Lookup,
  report: Report,
  out: Map<string, Variable>,
): void {
  const line = source.text.slice(at, end).replace(/\r$/, '').trimStart();
  if (line === '' || line.startsWith('#')) return;
  const equals = line.indexOf('=');
  const name = equals < 0 ? line.trimEnd() : line.slice(0, equals);
  const start = source.text.indexOf(line, at);
  const place = { source, start, end: start + line.length };
  if (name === '' || /\s/.test(name)) {
    report(badLine, { path: [], place }, { reason: 'a name is not empty and holds no space' });
    return;
  }
  const value = equals < 0 ? outer(name) : line.slice(equals + 1);
  if (value !== undefined) out.set(name, { value, place });
}
