/**
 * What the value of an option may be. One reader serves the command line (texts), the library (values) and
 * `x-ecs` (values that interpolation may have turned into texts).
 */
export interface Kind<T, In = T> {
  /** How `--help` names the value; empty for a switch. */
  readonly placeholder: string;
  /** The flag may be given several times. */
  readonly repeatable: boolean;
  read(value: unknown): Read<T>;
  /** JSON Schema of the value in `x-ecs`. */
  readonly schema: object;
  /** Only for the type of what a caller may write. */
  readonly input?: In;
}

/** A value, or what is wrong with it (without quoting it) and where below the option. */
export type Read<T> = { readonly value: T } | Problem;
interface Problem {
  readonly problem: string;
  readonly at?: readonly (string | number)[];
}

export interface Shape {
  readonly pattern: RegExp;
  /** Completes "must be …". */
  readonly like: string;
}

const failed = <T>(read: Read<T>): read is Problem => 'problem' in read;

export function text(placeholder: string, shape?: Shape): Kind<string> {
  return {
    placeholder,
    repeatable: false,
    read: (value) => {
      if (typeof value === 'number') return text(placeholder, shape).read(String(value));
      if (typeof value !== 'string' || value === '') return { problem: 'must be a text that is not empty' };
      if (shape && !shape.pattern.test(value)) return { problem: `must be ${shape.like}` };
      return { value };
    },
    schema: { type: 'string', minLength: 1, ...(shape ? { pattern: shape.pattern.source } : {}) },
  };
}

export function choice<T extends string>(...values: readonly T[]): Kind<T> {
  return {
    placeholder: values.join('|'),
    repeatable: false,
    read: (value) => {
      const found = values.find((known) => known === value);
      return found ? { value: found } : { problem: `must be one of ${values.join(', ')}` };
    },
    schema: { enum: values },
  };
}

/** A whole number of `unit`. */
export function count(placeholder: string, min: number): Kind<number, number | string> {
  return {
    placeholder,
    repeatable: false,
    read: (value) => {
      const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
      return typeof number === 'number' && Number.isSafeInteger(number) && number >= min
        ? { value: number }
        : { problem: `must be a whole number of at least ${min}` };
    },
    schema: { type: ['integer', 'string'], minimum: min, pattern: '^[0-9]+$' },
  };
}

export const toggle: Kind<boolean, boolean | 'true' | 'false'> = {
  placeholder: '',
  repeatable: false,
  read: (value) =>
    value === true || value === 'true'
      ? { value: true }
      : value === false || value === 'false'
        ? { value: false }
        : { problem: 'must be true or false' },
  schema: { enum: [true, false, 'true', 'false'] },
};

export function list(placeholder: string, shape?: Shape): Kind<readonly string[], readonly string[] | string> {
  const item = text(placeholder, shape);
  return {
    placeholder: `${placeholder}[,…]`,
    repeatable: true,
    read: (value) => {
      const values: readonly unknown[] = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
      if (values.length === 0) return { problem: 'must be a list of texts' };
      const items = values.flatMap((entry) => (typeof entry === 'string' ? entry.split(',') : [entry]));
      const read = items.map((entry, index) => ({ index, read: item.read(entry) }));
      for (const { index, read: one } of read)
        if (failed(one)) return Array.isArray(value) && items.length === value.length ? { ...one, at: [index] } : one;
      return { value: read.flatMap(({ read: one }) => (failed(one) ? [] : [one.value])) };
    },
    schema: { type: ['array', 'string'], items: item.schema, minItems: 1 },
  };
}

/** `KEY=VALUE`, repeatable; in `x-ecs` and the library also a mapping. */
export function pairs<T, In>(
  key: string,
  placeholder: string,
  readOne: (value: unknown) => Read<T>,
  schema: object,
): Kind<Readonly<Record<string, T>>, Readonly<Record<string, T | In>> | readonly string[]> {
  return {
    placeholder: `${key}=${placeholder}`,
    repeatable: true,
    read: (value) => {
      const entries = entriesOf(value);
      if (!entries) return { problem: `must be ${key}=${placeholder}` };
      const result = new Map<string, T>();
      for (const [name, raw] of entries) {
        const one = readOne(raw);
        if (failed(one)) return { problem: one.problem, at: Array.isArray(value) ? [] : [name] };
        result.set(name, one.value);
      }
      return { value: Object.assign(Object.create(null), Object.fromEntries(result)) };
    },
    schema: { type: ['object', 'array'], additionalProperties: schema, items: { type: 'string', pattern: '.=.' } },
  };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (typeof value === 'string') return entriesOf([value]);
  if (!Array.isArray(value)) return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
  const entries: [string, unknown][] = [];
  for (const item of value) {
    const cut = typeof item === 'string' ? item.indexOf('=') : -1;
    if (cut < 1) return undefined;
    entries.push([item.slice(0, cut), item.slice(cut + 1)]);
  }
  return entries;
}
