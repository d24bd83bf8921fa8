import type { ScalarValue } from '../source/node.ts';
import type { Row } from './rules.ts';

/** What text becomes where a key takes no text. */
export type Cast = 'integer' | 'float' | 'boolean';

const casts: { readonly [type in NonNullable<Row['type']>]?: Cast } = {
  int: 'integer',
  keptInt: 'integer',
  ulimit: 'integer',
  float: 'float',
  flag: 'boolean',
  keptFlag: 'boolean',
};

/** What a row says of text at its path. */
export const castOf = (row: Row | undefined): Cast | undefined => (row?.cast && row.type ? casts[row.type] : undefined);

export const castNouns: Readonly<Record<Cast, string>> = {
  integer: 'a whole number',
  float: 'a number',
  boolean: 'true or false',
};

export interface Casted {
  readonly value: ScalarValue;
  readonly float: boolean;
}

const booleans = new Map([
  ['true', true],
  ['y', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['n', false],
  ['no', false],
  ['off', false],
]);

/** The value that a text stands for, or undefined where it stands for none. */
export function castText(text: string, cast: Cast): Casted | undefined {
  if (cast === 'boolean') {
    const value = booleans.get(text.toLowerCase());
    return value === undefined ? undefined : { value, float: false };
  }
  if (cast === 'integer') {
    if (!/^[-+]?[0-9]+$/.test(text)) return undefined;
    const value = Number(text);
    return { value: Number.isSafeInteger(value) ? value : BigInt(text.replace('+', '')), float: false };
  }
  if (!/^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  return { value: Number(text), float: true };
}
