import { otherSchemes } from './host-words.ts';

/** A known name found in a text, where it may stand for a host. */
export interface Mention {
  readonly name: string;
  readonly port: number | undefined;
  /** Of the URL it stands in. */
  readonly scheme: string | undefined;
  /**
   * `address`: a URL's host, `tcp(db)`; `port`: `db:5432`; `word`: on its own, so that only what stands before it
   * (a key, a flag, a variable's name) can tell what it means.
   */
  readonly kind: 'address' | 'port' | 'word';
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
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

const none: readonly Mention[] = [];

/** All mentions of names that `known` knows, in one pass over the text. */
export function scan(text: string, known: (name: string) => boolean): readonly Mention[] {
  let mentions: Mention[] | undefined;
  let authority: Authority | undefined;
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const name = match[0];
    const end = match.index + name.length;
    if (text.startsWith('://', end)) {
      authority = authorityAt(text, name, end + 3);
      token.lastIndex = authority.host;
      continue;
    }
    if (!known(name)) continue;
    const mention = mentionAt(text, name, match.index, authority);
    if (!mention) continue;
    if (mentions) mentions.push(mention);
    else mentions = [mention];
  }
  return mentions ?? none;
}

function mentionAt(text: string, name: string, start: number, authority: Authority | undefined): Mention | undefined {
  const end = start + name.length;
  const left = text[start - 1];
  const right = text[end];
  if (authority && start >= authority.from && start < authority.to) {
    if (start !== authority.host && left !== ',') return undefined;
    if (otherSchemes.has(authority.scheme)) return undefined;
    const port = portFrom(portAfter, text, end);
    if (port === undefined && end !== authority.to && right !== ',' && right !== ':') return undefined;
    return { name, port, scheme: authority.scheme, kind: 'address', start, end };
  }
  const call = left === '(' && /\b(tcp|udp)\($/.test(text.slice(Math.max(0, start - 4), start));
  const schemeless = left === '/' && text[start - 2] === '/' && opens(text[start - 3]);
  if (!opens(left) && !schemeless) return undefined;
  const port = portFrom(portAfter, text, end) ?? (left === '@' ? portFrom(portBeforeMore, text, end) : undefined);
  const scheme = undefined;
  if (call || schemeless) return { name, port, scheme, kind: 'address', start, end };
  if (port !== undefined) return { name, port, scheme, kind: 'port', start, end };
  return closes(right) || (left === '@' && right === '/')
    ? { name, port, scheme, kind: 'word', start, end }
    : undefined;
}

/** `host` of `host=db`, `Data Source` of `Data Source=db`; undefined where no key stands before `start`. */
export function keyBefore(text: string, start: number): string | undefined {
  if (text[start - 1] !== '=') return undefined;
  const from = Math.max(0, start - 65);
  let at = start - 1;
  while (at > from && /[\w.-]/.test(text[at - 1] ?? '')) at--;
  return at === start - 1 ? undefined : text.slice(at, start - 1);
}

/** The words before `start`, the nearest first, at most four. */
export const wordsBefore = (text: string, start: number): string[] =>
  text
    .slice(Math.max(0, start - 80), start)
    .split(/[\s"'`]+/)
    .filter((word) => word !== '')
    .reverse()
    .slice(0, 4);

export const wordAfter = (text: string, end: number): string | undefined =>
  /^[\s"'`]+([^\s"'`;,&|)]+)/.exec(text.slice(end, end + 24))?.[1];
