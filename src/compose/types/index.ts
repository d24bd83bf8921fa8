import type { Node, ScalarValue } from '../../source/node.ts';
import { command, hosts, mapping, ssh, test, texts, ulimit } from './collections.ts';
import {
  asText,
  bytes,
  type Conversion,
  deviceCount,
  duration,
  flag,
  float,
  int,
  isDuration,
  isFlag,
  isText,
  isWhole,
  mode,
} from './scalars.ts';

/** What a value is in the resolved project. */
export interface Type {
  readonly convert: Conversion;
  /** Whether `convert` certainly leaves a scalar of that value as it is. */
  readonly keeps: (value: ScalarValue) => boolean;
  /** False, zero and empty values count as not written. */
  readonly omitsEmpty: boolean;
  /** So do texts that say zero. */
  readonly omitsZero: boolean;
}

const none: Type['keeps'] = () => false;
const kept = (convert: Conversion, keeps = none): Type => ({ convert, keeps, omitsEmpty: false, omitsZero: false });
const omitted = (convert: Conversion, keeps = none): Type => ({ convert, keeps, omitsEmpty: true, omitsZero: false });
const measured = (convert: Conversion, keeps = none): Type => ({ convert, keeps, omitsEmpty: true, omitsZero: true });

export const types = {
  text: omitted(asText, isText),
  flag: omitted(flag, isFlag),
  int: omitted(int, isWhole),
  float: omitted(float),
  bytes: measured(bytes),
  duration: measured(duration, isDuration),
  mode: kept(mode),
  texts: omitted(texts),
  mapping: omitted(mapping('')),
  environment: kept(mapping(null)),
  command: kept(command),
  test: omitted(test),
  hosts: omitted(hosts),
  ulimit: kept(ulimit),
  ssh: kept(ssh),
  /** A count of 0 asks for none, and no count for all. */
  deviceCount: kept(deviceCount),
  /** As the type of the same name, but a false, zero, `0s` or empty list that is written stays in the project. */
  keptFlag: kept(flag, isFlag),
  keptInt: kept(int, isWhole),
  keptTexts: kept(texts),
  keptDuration: kept(duration, isDuration),
} satisfies Record<string, Type>;

export type TypeName = keyof typeof types;

/** Whether the resolved project leaves out a value of that type. */
export function omits(node: Node, { omitsEmpty, omitsZero }: Type): boolean {
  if (!omitsEmpty) return false;
  if (node.kind === 'list') return node.items.length === 0;
  if (node.kind === 'map') return node.entries.size === 0;
  const { value } = node;
  if (typeof value !== 'string') return value === false || value === 0;
  return value === '' || (omitsZero && saysNothing(value));
}

/** Whether a scalar is empty or says zero: only then its type is asked whether it counts as not written. */
export const saysNothing = (value: ScalarValue): boolean => !value || value === '0' || value === '0s';
