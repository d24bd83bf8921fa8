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

/**
 * A word that may be a host by what stands before it, and the port after it. Not the scheme of a URL;
 * of what is joined by dots and hyphens it is always the whole.
 */
const candidate =
  /(?<=(?:^|[\s,;=([{"'`@|<>&!])(?:\/\/)?|:\/\/)(\w(?:[\w.-]*\w)?)(?![.-]*\w|:\/\/)(?::([1-9]\d{0,4})(?![\w.:@-]))?/g;
/** From the `://` of a URL on: its scheme, and all up to its path. */
const authorityFrom = /(?<=(\w(?:[\w.-]*\w)?)):\/\/([^/?#\s"'`<>)\]}|;\\]*)/y;
/** `thin:@db:1521:sid`. */
const portBeforeMore = /:([1-9]\d{0,4})(?=:)/y;

const closes = (char: string | undefined): boolean => char === undefined || /[\s,;)\]}"'`|&<>]/.test(char);

/** The host part of a URL: offsets after `user:password@`, and its scheme. */
interface Authority {
  readonly scheme: string;
  readonly host: number;
  readonly to: number;
}

function authorityAt(text: string, at: number): Authority | undefined {
  authorityFrom.lastIndex = at;
  const match = authorityFrom.exec(text);
  if (!match) return undefined;
  const from = at + '://'.length;
  const rest = match[2] ?? '';
  return { scheme: (match[1] ?? '').toLowerCase(), host: from + rest.lastIndexOf('@') + 1, to: from + rest.length };
}

function portOf(digits: string | undefined): number | undefined {
  const port = Number(digits);
  return port > 0 && port <= 65_535 ? port : undefined;
}

function portBefore(text: string, at: number): number | undefined {
  portBeforeMore.lastIndex = at;
  return portOf(portBeforeMore.exec(text)?.[1]);
}

const none: readonly Mention[] = [];

/** All mentions of names that `known` knows, in one pass over the text. */
export function scan(text: string, known: (name: string) => boolean): readonly Mention[] {
  let mentions: Mention[] | undefined;
  let authority: Authority | undefined;
  let next = text.indexOf('://');
  candidate.lastIndex = 0;
  for (let match = candidate.exec(text); match; match = candidate.exec(text)) {
    const name = match[1] ?? '';
    if (!known(name)) continue;
    const start = match.index;
    let last = -1;
    for (; next >= 0 && next < start; next = text.indexOf('://', next + 3)) last = next;
    if (last >= 0) authority = authorityAt(text, last);
    const mention = mentionAt(text, name, start, portOf(match[2]), authority);
    if (!mention) continue;
    if (mentions) mentions.push(mention);
    else mentions = [mention];
  }
  return mentions ?? none;
}

function mentionAt(
  text: string,
  name: string,
  start: number,
  said: number | undefined,
  authority: Authority | undefined,
): Mention | undefined {
  const end = start + name.length;
  const left = text[start - 1];
  const right = text[end];
  if (authority && start < authority.to) {
    const { scheme, host, to } = authority;
    if (start !== host && (left !== ',' || start < host)) return undefined;
    if (otherSchemes.has(scheme)) return undefined;
    if (said === undefined && end !== to && right !== ',' && right !== ':') return undefined;
    return { name, port: said, scheme, kind: 'address', start, end };
  }
  const schemeless = left === '/';
  if (schemeless && text[start - 3] === ':') return undefined;
  const call = left === '(' && /\b(tcp|udp)\($/.test(text.slice(Math.max(0, start - 4), start));
  const port = said ?? (left === '@' ? portBefore(text, end) : undefined);
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
