import { formTexts } from '../generated/compose-forms.ts';
import type { ScalarValue } from '../source/node.ts';

/** The types of a node, as bits. Of no type, and taken where anything is, are numbers without end. */
const ofNull = 1;
const ofFlags = 2;
const ofTexts = 4;
const ofWholes = 8;
const ofFractions = 16;
const ofLists = 32;
const ofMaps = 64;
const endless = 128;
/** Texts of which numbers and switches are made where they are cast. */
const ofCastTexts = 256;

/** What the schema asks of a node: the types that it takes whatever they hold, a reference, or more. */
type Form = number | string | Asked;

interface Asked {
  readonly free?: number;
  readonly words?: readonly string[];
  readonly pattern?: string;
  /** Of whole numbers. */
  readonly range?: readonly [number, number];
  readonly list?: ListForm;
  readonly map?: MapForm;
}

interface ListForm {
  readonly of: Form;
  readonly unique?: boolean;
}

interface MapForm {
  readonly required?: readonly string[];
  /** The names that are spelt out, and what holds under each of them. */
  readonly keys?: readonly string[];
  readonly forms?: readonly Form[];
  /** Of names that are not spelt out, and what holds under those that meet it. */
  readonly pattern?: string;
  readonly of?: Form;
  /** What holds under any other name; absent where there may be none. */
  readonly others?: Form;
}

export const anyText = ofTexts | ofCastTexts;
/** Texts where they are not cast. */
export const plainText = ofTexts;

export function typeOf(value: ScalarValue): number {
  if (typeof value === 'string') return anyText;
  if (value === null) return ofNull;
  if (typeof value === 'boolean') return ofFlags;
  if (Number.isInteger(Number(value))) return ofWholes;
  return Number.isFinite(Number(value)) ? ofFractions : endless;
}

/** A form made ready. */
export interface Check {
  readonly free: number;
  /** Whether a scalar is taken whose type is not free. */
  readonly takes: (value: ScalarValue) => boolean;
  /** What is asked of a list; undefined where none is taken. */
  readonly list: Items | undefined;
  readonly map: Keys | undefined;
}

export interface Items {
  readonly each: Check;
  readonly unique: boolean;
}

export interface Keys {
  readonly required: readonly string[];
  /** Of the names that are spelt out, those that have been met: of the many that may be, few are. */
  readonly met: Map<string, Check>;
  readonly keys: MapForm['keys'];
  readonly forms: MapForm['forms'];
  readonly fits: ((name: string) => boolean) | undefined;
  /** What holds under any name that fits, and under any other; undefined where there may be none. */
  readonly fitting: Check | undefined;
  readonly others: Check | undefined;
}

/** What holds under a name that has not been met; undefined where there may be none. `strictly`: nor such as the schema does not speak of. */
export function meet(own: Keys, name: string, strictly: boolean): Check | undefined {
  const check = own.keys && speltCheck(own.keys, own.forms, name);
  if (check) own.met.set(name, check);
  return check ?? (own.fits?.(name) ? own.fitting : strictly ? undefined : own.others);
}

function speltCheck(keys: readonly string[], forms: readonly Form[] = [], name: string): Check | undefined {
  const at = keys.indexOf(name);
  const form = at < 0 ? undefined : forms[at];
  return form === undefined ? undefined : checkOf(form);
}

const ready = new Map<number | string, Check>();

/** Each type and each reference is made ready once, whatever has it. */
function checkOf(form: Form): Check {
  if (typeof form === 'object') return made(form);
  const before = ready.get(form);
  if (before) return before;
  const check = typeof form === 'number' ? made({ free: form }) : checkOf(JSON.parse(formTexts[form] ?? '0'));
  ready.set(form, check);
  return check;
}

function made(asked: Asked): Check {
  const { free = 0, list, map } = asked;
  return {
    free,
    takes: takesOf(asked),
    list: list ? itemsOf(list) : free & ofLists ? anything.list : undefined,
    map: map ? keysOf(map) : free & ofMaps ? anything.map : undefined,
  };
}

const none = (): boolean => false;
const every = (): boolean => true;

function takesOf({ words, pattern, range }: Asked): Check['takes'] {
  if (words) return (value) => typeof value === 'string' && words.includes(value);
  const text = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  if (text) return (value) => typeof value === 'string' && text.test(value);
  if (!range) return none;
  const [minimum, maximum] = range;
  return (value) => typeOf(value) === ofWholes && Number(value) >= minimum && Number(value) <= maximum;
}

const itemsOf = ({ of, unique = false }: ListForm): Items => ({ each: checkOf(of), unique });

function keysOf({ required = [], keys, forms, pattern, of = 0, others }: MapForm): Keys {
  const fits = pattern === undefined ? undefined : naming(pattern);
  return {
    required,
    met: new Map(),
    keys,
    forms,
    fits,
    fitting: fits && checkOf(of),
    others: others === undefined ? undefined : checkOf(others),
  };
}

/** Tests of the names that most files have, for patterns that are slow to make ready or to run. */
const tests: Readonly<Record<string, (name: string) => boolean>> = {
  '^x-': (name) => name.startsWith('x-'),
  // A name that begins with a letter, or with another character from the blank on, has one that is no end of a line.
  '.+': (name) => (name.charCodeAt(0) >= 32 && name.charCodeAt(0) < 0x2028) || /./.test(name),
  '^[a-zA-Z0-9._-]+$': (name) => /^[\w.-]+$/.test(name),
};

function naming(pattern: string): (name: string) => boolean {
  const test = tests[pattern];
  if (test) return test;
  const whole = new RegExp(pattern, 'u');
  return (name) => whole.test(name);
}

/** Takes whatever there is, and whatever that holds. */
class Anything implements Check {
  readonly free = 255;
  readonly takes = none;
  readonly list: Items = { each: this, unique: false };
  readonly map: Keys = {
    required: [],
    met: new Map(),
    keys: undefined,
    forms: undefined,
    fits: every,
    fitting: this,
    others: this,
  };
}

export const anything = new Anything();

/** What is asked of a Compose file. */
export const ofFile = (): Check => checkOf('#');
