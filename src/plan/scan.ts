import { otherSchemes } from './host-words.ts';

/** A known name found in a text, where it may stand for a host. */
export interface Mention {
  readonly name: string;
  readonly port?: number;
  /** Of the URL it stands in. */
  readonly scheme?: string;
  /**
   * `address`: a URL's host, `tcp(db)`; `port`: `db:5432`; `word`: on its own, so that only what stands before it
   * (a key, a flag, a variable's name) can tell what it means.
   */
  readonly kind: 'address' | 'port' | 'word';
  /** `host` of `host=db`. */
  readonly key?: string;
  /** The words before it in the text, the nearest first, at most four. */
  readonly before: readonly string[];
  /** The word after it. */
  readonly after?: string;
}

const token = /[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?/g;
const endOfAuthority = /[/?#\s"'`<>)\]}|;\\]|$/g;
const portAfter = /:([1-9]\d{0,4})(?![\w.:@-])/y;
/** `thin:@db:1521:sid`. */
const portBeforeMore = /:([1-9]\d{0,4})(?=:)/y;

const opens = (char: string | undefined): boolean => char === undefined || /[\s,;=([{"'`@|<>&!]/.test(char);
const closes = (char: string | undefined): boolean => char === undefined || /[\s,;)\]}"'`|&<>]/.test(char);

/** The host part of a URL: offsets after `user:password@`, and its scheme. */
interface Authority {
  readonly scheme: string;
  readonly from: number;
  readonly host: number;
  readonly to: number;
}

function authorityAt(text: string, scheme: string, from: number): Authority {
  endOfAuthority.lastIndex = from;
  const to = endOfAuthority.exec(text)?.index ?? text.length;
  const at = text.slice(from, to).lastIndexOf('@');
  return { scheme: scheme.toLowerCase(), from, host: from + at + 1, to };
}

function portFrom(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  const port = Number(pattern.exec(text)?.[1]);
  return port > 0 && port <= 65_535 ? port : undefined;
}

/** All mentions of names that `known` knows, in one pass over the text. */
export function scan(text: string, known: (name: string) => boolean): Mention[] {
  const mentions: Mention[] = [];
  let authority: Authority | undefined;
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [name] = match;
    const end = match.index + name.length;
    if (text.startsWith('://', end)) {
      authority = authorityAt(text, name, end + 3);
      token.lastIndex = authority.host;
      continue;
    }
    if (!known(name)) continue;
    const mention = mentionAt(text, name, match.index, authority);
    if (mention) mentions.push(mention);
  }
  return mentions;
}

function mentionAt(text: string, name: string, start: number, authority: Authority | undefined): Mention | undefined {
  const end = start + name.length;
  const [left, right] = [text[start - 1], text[end]];
  if (authority && start >= authority.from && start < authority.to) {
    if (start !== authority.host && left !== ',') return undefined;
    if (otherSchemes.has(authority.scheme)) return undefined;
    const port = portFrom(portAfter, text, end);
    if (port === undefined && end !== authority.to && right !== ',' && right !== ':') return undefined;
    return { name, kind: 'address', scheme: authority.scheme, before: [], ...(port ? { port } : {}) };
  }
  const call = left === '(' && /\b(tcp|udp)\($/.test(text.slice(Math.max(0, start - 4), start));
  const schemeless = left === '/' && text[start - 2] === '/' && opens(text[start - 3]);
  if (!opens(left) && !schemeless) return undefined;
  const port = portFrom(portAfter, text, end) ?? (left === '@' ? portFrom(portBeforeMore, text, end) : undefined);
  if (call || schemeless) return { name, kind: 'address', before: [], ...(port ? { port } : {}) };
  const context = contextOf(text, start, end);
  if (port !== undefined) return { name, kind: 'port', port, ...context };
  return closes(right) || (left === '@' && right === '/') ? { name, kind: 'word', ...context } : undefined;
}

function contextOf(text: string, start: number, end: number): Pick<Mention, 'key' | 'before' | 'after'> {
  const key =
    text[start - 1] === '='
      ? /[\w.-]+(?: [A-Za-z]+)?$/.exec(text.slice(Math.max(0, start - 65), start - 1))?.[0]
      : undefined;
  const before = text
    .slice(Math.max(0, start - 80), start)
    .split(/[\s"'`]+/)
    .filter((word) => word !== '')
    .reverse();
  const after = /^[\s"'`]+([^\s"'`;,&|)]+)/.exec(text.slice(end, end + 24))?.[1];
  return { ...(key ? { key } : {}), before: before.slice(0, 4), ...(after ? { after } : {}) };
}
