import { isFloat, type Node, type ScalarNode, type ScalarValue } from '../../source/node.ts';
import { isNull, scalar, span } from '../nodes.ts';
import type { Context } from '../rules.ts';
import {
  formatBytes,
  formatDuration,
  formatFileMode,
  isFormatted,
  parseBoolean,
  parseBytes,
  parseFileMode,
  parseFloatText,
  parseInteger,
  parseNanoseconds,
  scalarText,
} from '../units.ts';
import { bytesLost, notThisType } from './findings.ts';

/** Makes a value of the type; undefined where there is none, or where that failed, which it has reported. */
export type Conversion = (node: Node, context: Context) => Node | undefined;

export function wrong(node: Node, wanted: string, { path, report }: Context): undefined {
  report(notThisType, { path: [...path], place: span(node) }, { wanted });
  return undefined;
}

/** A conversion of scalars; null counts as absent. */
const single =
  (wanted: string, convert: (node: ScalarNode, context: Context) => ScalarValue | undefined): Conversion =>
  (node, context) => {
    if (isNull(node)) return undefined;
    if (node.kind !== 'scalar') return wrong(node, wanted, context);
    const value = convert(node, context);
    if (value === undefined) return wrong(node, wanted, context);
    return value === node.value ? node : scalar(value, node);
  };

export const isText = (value: ScalarValue): boolean => typeof value === 'string';
export const isFlag = (value: ScalarValue): boolean => typeof value === 'boolean';
export const isWhole = (value: ScalarValue): boolean => Number.isInteger(value);
export const isDuration = (value: ScalarValue): boolean => typeof value === 'string' && isFormatted(value);

const textOf = single('a text', (node) => scalarText(node.value, isFloat(node)));

export const asText: Conversion = (node, context) =>
  node.kind === 'scalar' && typeof node.value === 'string' ? node : textOf(node, context);

export const flag = single('true or false', ({ value }) =>
  typeof value === 'boolean' ? value : typeof value === 'string' ? parseBoolean(value) : undefined,
);

/** A number of JavaScript: beyond 2^53 its last digits are lost, in the model as in JSON. */
function integer({ value }: ScalarNode): number | undefined {
  const whole = typeof value === 'string' ? parseInteger(value) : value;
  const number = typeof whole === 'number' || typeof whole === 'bigint' ? Math.trunc(Number(whole)) : undefined;
  return Number.isFinite(number) ? number : undefined;
}

export const int = single('a whole number', integer);

export const deviceCount = single('a whole number or "all"', (node) =>
  typeof node.value === 'string' && node.value.toLowerCase() === 'all' ? -1 : integer(node),
);

/** Numbers of 32 bits, as the reference keeps them: no more digits than those need. */
export const float = single('a number', ({ value }) => {
  const number =
    typeof value === 'string' ? parseFloatText(value) : typeof value === 'boolean' ? undefined : Number(value);
  // JSON has no infinity; the reference refuses to print it.
  return Number.isFinite(number) ? shortest(Number(number)) : undefined;
});

function shortest(number: number): number {
  const narrow = Math.fround(number);
  for (let digits = 6; digits < 10; digits++) {
    const candidate = Number(number.toPrecision(digits));
    if (Math.fround(candidate) === narrow) return candidate;
  }
  return number;
}

export const bytes: Conversion = (node, context) => {
  if (node.kind === 'scalar' && typeof node.value === 'number' && isFloat(node)) {
    context.report(bytesLost, { path: [...context.path], place: span(node) });
    return undefined;
  }
  return size(node, context);
};

const size = single('a size in bytes', ({ value }) => {
  if (typeof value === 'string') {
    const count = parseBytes(value);
    return count === undefined ? undefined : formatBytes(count);
  }
  if (typeof value === 'boolean') return undefined;
  return typeof value === 'bigint' ? formatBytes(Number(value)) : String(value);
});

export const duration = single('a duration with units, such as 1m30s', ({ value }) => {
  const total = typeof value === 'string' ? parseNanoseconds(value) : undefined;
  return total === undefined ? undefined : formatDuration(total);
});

export const mode = single('a file mode in octal digits', ({ value }) => {
  const bits = typeof value === 'string' ? parseFileMode(value) : typeof value === 'number' ? value : undefined;
  return bits === undefined ? undefined : formatFileMode(bits);
});
