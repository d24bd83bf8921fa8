import type { ScalarNode, ScalarValue } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { marked } from './nodes.ts';

/** What a plain scalar means: its value, and what that does not tell. */
export interface Resolved {
  readonly value: ScalarValue;
  readonly read: 'float' | 'date' | null;
}

const words = new Map<string, Resolved>(
  (
    [
      [['', '~', 'null', 'Null', 'NULL'], null, null],
      [['true', 'True', 'TRUE'], true, null],
      [['false', 'False', 'FALSE'], false, null],
      [['.nan', '.NaN', '.NAN'], Number.NaN, 'float'],
      [['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'], Number.POSITIVE_INFINITY, 'float'],
      [['-.inf', '-.Inf', '-.INF'], Number.NEGATIVE_INFINITY, 'float'],
    ] as const
  ).flatMap(([spellings, value, read]) => spellings.map((spelling) => [spelling, { value, read }] as const)),
);

const bases = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]([0-7]+)|0[bB]([01]+)|0([0-7]+)|(0|[1-9][0-9]*))$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** Year, month, day; then hour, minute, second, the hours and minutes of the zone after a T, or without a zone after a space. */
const timestamp =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt](?=.*(?:Z|[-+]\d\d:\d\d)$)| (?=[\d:.,]+$))(\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:Z|[-+](\d\d):(\d\d))?)?$/;
const int64 = { min: -(2n ** 63n), max: 2n ** 64n - 1n };

/** First characters of plain scalars that may be more than text, by their code: nothing else needs a look at the rest. */
const telling: boolean[] = [];
for (const word of [...words.keys(), ...'+-.']) telling[word.charCodeAt(0)] = true;

/**
 * Reads a plain scalar as Go's YAML reader does: YAML 1.2 words, numbers in the spellings of both versions, `yes` and `on` as text.
 * A number beyond 64 bits becomes a float, as there.
 */
export const resolvePlain = (source: string): Resolved => meaning(source) ?? { value: source, read: null };

/** What a plain scalar means other than a text. */
function meaning(source: string): Resolved | undefined {
  const first = source.charCodeAt(0);
  if (first >= 48 && first <= 57) return number(source);
  if (!telling[first] && source !== '') return undefined;
  return words.get(source) ?? ('+-.'.includes(source.charAt(0)) ? number(source) : undefined);
}

/** `30s` and `160m` need no closer look: no number ends with a letter after `f`. */
function number(source: string): Resolved | undefined {
  if (source.charCodeAt(source.length - 1) > 102) return undefined;
  if (digitsOnly.test(source)) return { value: Number(source), read: null };
  if (isTimestamp(source)) return { value: source, read: 'date' };
  // A number may have underscores, but not where it begins with its point.
  const plain = source.includes('_') && !source.startsWith('.') ? source.replaceAll('_', '') : source;
  return integer(plain) ?? (float.test(plain) ? finite(plain) : undefined);
}

/** A number beyond 64 bits stays a text. */
function finite(plain: string): Resolved | undefined {
  const value = Number(plain);
  return Number.isFinite(value) ? { value, read: 'float' } : undefined;
}

/** Whether a plain scalar is a text, and no date either. */
export const isText = (source: string): boolean => !meaning(source);

/** Decimal digits that stand for a number without loss. */
const digitsOnly = /^[1-9][0-9]{0,14}$/;

function integer(plain: string): Resolved | undefined {
  const match = bases.exec(plain);
  if (!match) return undefined;
  const [, sign, hex, octal, binary, oldOctal, decimal] = match;
  const digits = hex
    ? `0x${hex}`
    : octal || oldOctal
      ? `0o${octal || oldOctal}`
      : binary
        ? `0b${binary}`
        : (decimal ?? '0');
  const small = Number(digits);
  if (small <= Number.MAX_SAFE_INTEGER) return { value: sign === '-' && small !== 0 ? -small : small, read: null };
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
  if (value >= int64.min && value <= int64.max) return { value, read: null };
  return decimal === undefined ? undefined : finite(plain);
}

/** An unquoted date or time. Go reads it as a point in time, which no Compose key takes. All begin with a year and a hyphen. */
export function isTimestamp(source: string): boolean {
  if (source.charCodeAt(4) !== 45) return false;
  const found = timestamp.exec(source);
  if (!found) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const days = month >= 1 && month <= 12 ? new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate() : 0;
  const inTime = hour <= 23 && minute <= 59 && second <= 59 && zoneHour <= 24 && zoneMinute <= 60;
  return day >= 1 && day <= days && inTime;
}

/** `!!binary`: the text that base64 stands for. */
export function decodeBinary(source: string): string | undefined {
  const compact = source.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(compact), (char) => char.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

const kinds: Readonly<Record<string, (value: Resolved) => boolean>> = {
  '!!null': ({ value }) => value === null,
  '!!bool': ({ value }) => typeof value === 'boolean',
  '!!int': ({ value, read }) => !read && (typeof value === 'number' || typeof value === 'bigint'),
  '!!float': ({ value }) => typeof value === 'number' || typeof value === 'bigint',
};

/** Makes the node of a scalar without a tag. */
export function untagged(source: Source, start: number, end: number, raw: string, quoted: boolean): ScalarNode {
  const meant = quoted ? undefined : meaning(raw);
  if (!meant) return { kind: 'scalar', source, start, end, marks: null, value: raw };
  const { value, read } = meant;
  return { kind: 'scalar', source, start, end, marks: read && marks[read], value };
}

const marks = { float: { read: 'float' }, date: { read: 'date' } } as const;

/** `!!int`, also where it is written `!<tag:yaml.org,2002:int>`. */
export const shortTag = (tag: string): string =>
  tag.replace(/^!<(?:tag:yaml\.org,2002:(.+)|(.+))>$/, (_, own, other) => (own ? `!!${own}` : other));

/** The tags of Compose itself; they stay, where others have been resolved. */
export const markerOf = (tag: string): 'reset' | 'override' | undefined =>
  tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : undefined;

/** Makes the node of a scalar with a tag; `fits` is false where the text is not what its tag says. */
export function tagged(
  source: Source,
  start: number,
  end: number,
  raw: string,
  quoted: boolean,
  tag: string,
): { value: ScalarNode; fits: boolean } {
  const text = (value: string): ScalarNode => untagged(source, start, end, value, true);
  // To Go's reader any tag that is not its own makes a text of what it stands before.
  const marker = markerOf(tag);
  if (marker) return { value: marked(text(raw), { tag: marker }), fits: true };
  if (tag === '!!binary') {
    const decoded = decodeBinary(raw);
    return { value: text(decoded ?? raw), fits: decoded !== undefined };
  }
  // A lone `!` says nothing.
  if (tag === '!') return { value: untagged(source, start, end, raw, quoted), fits: true };
  const fits = kinds[tag];
  if (!fits) return { value: text(raw), fits: true };
  const node = untagged(source, start, end, raw, false);
  const isFloat = tag === '!!float' && typeof node.value === 'number';
  return { value: isFloat ? marked(node, marks.float) : node, fits: fits(resolvePlain(raw)) };
}
