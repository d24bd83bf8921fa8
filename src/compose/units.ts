/** The units that Compose writes: byte sizes, durations, file modes, and the words of scalars. Whatever cannot be read is undefined. */

const byteFactors: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ...['k', 'm', 'g', 't', 'p'].flatMap((unit, index) =>
    ['', 'b', 'ib'].map((rest) => [unit + rest, 1024 ** (index + 1)] as const),
  ),
]);
const byteSize = /^([-+0-9._]+(?:[eE][+-]?[0-9_]+)?) ?([a-zA-Z]*)$/;

/**
 * A size such as `64m`, `1.5GiB`, `10 kb`, `-1` in bytes, binary units, fractions of a byte cut off.
 * https://github.com/compose-spec/compose-spec/blob/main/11-extension.md#specifying-byte-values
 */
export function parseBytes(text: string): number | undefined {
  if (text === '-1') return -1;
  return wholeBytes(text) ?? anyBytes(text);
}

function anyBytes(text: string): number | undefined {
  const match = byteSize.exec(text);
  const size = parseFloatText(match?.[1] ?? '');
  const factor = byteFactors.get(match?.[2]?.toLowerCase() ?? '');
  return size === undefined || size < 0 || factor === undefined ? undefined : Math.trunc(size * factor);
}

/** Of a size as most are written: a whole number, and the letter of its unit. */
function wholeBytes(text: string): number | undefined {
  let size = 0;
  const last = text.length - 1;
  for (let index = 0; index < last; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    size = size * 10 + digit;
  }
  const factor = last > 0 && last < 16 ? byteFactors.get(text.charAt(last)) : undefined;
  return factor === undefined ? undefined : size * factor;
}

/** Bytes as the decimal string that the model carries. */
export const formatBytes = (bytes: number): string =>
  Number.isSafeInteger(bytes) ? String(bytes) : BigInt(Math.trunc(bytes)).toString();

const nanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
};

const durationPart = /([0-9]*)(?:\.([0-9]*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h|d|w)/y;
const durationLimit = 2n ** 63n;

/**
 * A duration such as `1m30s`, `1.5h`, `2d`, `1w2d`, `-5s` in nanoseconds; a number alone is none, but `0` is.
 * https://github.com/compose-spec/compose-spec/blob/main/11-extension.md#specifying-durations
 */
export function parseNanoseconds(text: string): bigint | undefined {
  const sign = text.startsWith('-') ? -1n : 1n;
  const rest = text.startsWith('-') || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '0') return 0n;
  if (rest === '') return undefined;
  let total = 0n;
  durationPart.lastIndex = 0;
  for (let at = 0; at < rest.length; at = durationPart.lastIndex) {
    const part = durationPart.exec(rest);
    if (!part) return undefined;
    const whole = part[1] ?? '';
    const fraction = part[2] ?? '';
    const unit = part[3] ?? '';
    if (whole === '' && fraction === '') return undefined;
    const size = nanoseconds[unit] ?? 0n;
    total += BigInt(whole || '0') * size;
    if (fraction !== '') total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
    if (total >= durationLimit) return undefined;
  }
  return sign * total;
}

/** As most durations are written, and few enough for each to be a number without loss. */
const plainSeconds = /^[0-9]{1,9}s$/;

/** A duration in seconds, with its fraction. Reads what the user may write and what the model carries. */
export function parseDuration(text: string): number | undefined {
  if (plainSeconds.test(text)) return Number(text.slice(0, -1));
  const total = parseNanoseconds(text);
  return total === undefined ? undefined : Number(total) / 1e9;
}

/** Nanoseconds in Go's spelling: `1m30s`, `1.5s`, `500ms`, `24h0m0s`, `0s`. */
export function formatDuration(total: bigint): string {
  if (total === 0n) return '0s';
  if (total < 0n) return `-${formatDuration(-total)}`;
  if (total < 1_000n) return `${total}ns`;
  if (total < 1_000_000n) return `${decimal(total, 3)}µs`;
  if (total < 1_000_000_000n) return `${decimal(total, 6)}ms`;
  const minutes = total / 60_000_000_000n;
  const seconds = `${decimal(total % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** `1s` to `59s`: most of those. */
const seconds: ReadonlySet<string> = new Set(Array.from({ length: 59 }, (_, index) => `${index + 1}s`));
const minutesAndSeconds = /^(?:[1-9][0-9]{0,4}h[1-5]?[0-9]|[1-5]?[1-9]|[1-5]0)m[1-5]?[0-9]s$/;

/** Whether a text is whole seconds as `formatDuration` spells them, as most durations are; of others nothing is known. */
export const isFormatted = (text: string): boolean =>
  seconds.has(text) || (text.length > 3 && minutesAndSeconds.test(text));

function decimal(value: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const fraction = (value % scale).toString().padStart(digits, '0').replace(/0+$/, '');
  return fraction === '' ? String(value / scale) : `${value / scale}.${fraction}`;
}

/** A file mode written as text is octal: `0440`, `440`; Compose takes one with a sign as well. */
export const parseFileMode = (text: string): number | undefined =>
  /^[+-]?[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;

/** A file mode as the model carries it: `0440`. */
export const formatFileMode = (mode: number): string => `${mode < 0 ? '-' : ''}0${Math.abs(mode).toString(8)}`;

/** A decimal integer within 64 bits; one beyond 2^53 is a bigint, as in the tree. */
export function parseInteger(text: string): number | bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  if (value >= 2n ** 63n || value < -(2n ** 63n)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Digits, between which an underscore may stand, as Go reads numbers. */
const digits = '[0-9]+(?:_[0-9]+)*';
const floatForm = new RegExp(`^[-+]?(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:[eE][-+]?${digits})?$`);

export function parseFloatText(text: string): number | undefined {
  if (!floatForm.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  y: true,
  yes: true,
  on: true,
  false: false,
  n: false,
  no: false,
  off: false,
};

/** `true`, `yes`, `y`, `on` and their opposites, in any case. */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return Object.hasOwn(booleans, word) ? booleans[word] : undefined;
}

/** The text that the reference makes of a scalar that stands where a string belongs: `1.10` is `1.1`, a large float has an exponent. */
export function scalarText(value: string | number | bigint | boolean | null, float = false): string {
  if (value === null) return '';
  return typeof value === 'number' && (float || !Number.isSafeInteger(value)) ? floatText(value) : String(value);
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 6)) return String(value);
  const magnitude = Math.abs(power);
  return `${digits}e${power < 0 ? '-' : '+'}${magnitude < 10 ? '0' : ''}${magnitude}`;
}
