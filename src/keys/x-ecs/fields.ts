import type { Path } from '../../source/node.ts';

/** What YAML holds, as the resolved project carries it. */
export type Plain = Readonly<Record<string, unknown>>;
/** Members of an ECS request, as the AWS CLI takes them. */
export type RawObject = Plain;

/** Something wrong below a field: where, and what it must be instead. Never quotes the value. */
export interface Problem {
  readonly at: Path;
  /** Completes "must be …". */
  readonly expected: string;
  /** The word that is not known, and those that are. */
  readonly unknown?: { readonly word: string; readonly known: readonly string[] };
}

/** One field of `x-ecs`. */
export interface Field<T> {
  readonly description: string;
  /** The value, or undefined where it is malformed. Texts are taken for numbers and booleans: interpolation makes texts. */
  read(value: unknown): T | undefined;
  problems(value: unknown): readonly Problem[];
  readonly schema: Plain;
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function scalar<T>(
  description: string,
  expected: string,
  read: (value: unknown) => T | undefined,
  schema: Plain,
): Field<T> {
  const problem: Problem = { at: [], expected };
  return { description, read, problems: (value) => (read(value) === undefined ? [problem] : []), schema };
}

export function text(description: string, pattern?: RegExp, expected = 'a text that is not empty'): Field<string> {
  const read = (value: unknown): string | undefined => {
    const word = typeof value === 'number' ? String(value) : value;
    return typeof word === 'string' && word !== '' && (!pattern || pattern.test(word)) ? word : undefined;
  };
  return scalar(description, expected, read, {
    type: 'string',
    minLength: 1,
    ...(pattern ? { pattern: pattern.source } : {}),
  });
}

export function wholeNumber(description: string, least: number, most = Number.MAX_SAFE_INTEGER): Field<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `between ${least} and ${most}`;
  const read = (value: unknown): number | undefined => {
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most
      ? number
      : undefined;
  };
  return scalar(description, `a whole number ${range}`, read, {
    type: ['integer', 'string'],
    minimum: least,
    ...(most === Number.MAX_SAFE_INTEGER ? {} : { maximum: most }),
    pattern: '^[0-9]+$',
  });
}

export const flag = (description: string): Field<boolean> =>
  scalar(
    description,
    'true or false',
    (value) => (value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined),
    { enum: [true, false, 'true', 'false'] },
  );

export const rawObject = (description: string): Field<RawObject> =>
  scalar(description, 'a mapping', (value) => (isPlain(value) ? value : undefined), { type: 'object' });

/** A list of texts, or one text. */
export const texts = (description: string): Field<readonly string[]> => listOf(description, text(''), true);

export function listOf<T>(description: string, item: Field<T>, orOne = false): Field<readonly T[]> {
  const items = (value: unknown): readonly unknown[] | undefined =>
    Array.isArray(value) ? value : orOne && value !== null && value !== undefined ? [value] : undefined;
  const list = { type: 'array', items: item.schema };
  return {
    description,
    read: (value) =>
      items(value)?.flatMap((one) => {
        const read = item.read(one);
        return read === undefined ? [] : [read];
      }),
    problems: (value) =>
      items(value)?.flatMap((one, index) =>
        item
          .problems(one)
          .map((problem) => ({ ...problem, at: Array.isArray(value) ? [index, ...problem.at] : problem.at })),
      ) ?? [{ at: [], expected: 'a list' }],
    schema: orOne ? { oneOf: [item.schema, list] } : list,
  };
}

/** A mapping, or a list of mappings with the two members named by `listed`. */
export function pairsOf(
  description: string,
  value: Field<string>,
  listed: readonly [key: string, value: string],
): Field<Readonly<Record<string, string>>> {
  const [keyName, valueName] = listed;
  const pairs = (given: unknown): readonly (readonly [Path, unknown, unknown])[] | undefined => {
    if (Array.isArray(given))
      return given.map((one, index) => [
        [index],
        isPlain(one) ? one[keyName] : undefined,
        isPlain(one) ? one[valueName] : undefined,
      ]);
    return isPlain(given) ? Object.entries(given).map(([name, one]) => [[name], name, one]) : undefined;
  };
  const good = ([, key, one]: readonly [Path, unknown, unknown]): boolean =>
    typeof key === 'string' && key !== '' && value.read(one) !== undefined;
  return {
    description,
    read: (given) => {
      const found = pairs(given)?.filter(good);
      return found && Object.fromEntries(found.map(([, key, one]) => [String(key), String(value.read(one))]));
    },
    problems: (given) =>
      pairs(given)
        ?.filter((pair) => !good(pair))
        .map(([at]) => ({ at, expected: `a ${keyName} with a ${valueName}` })) ?? [{ at: [], expected: 'a mapping' }],
    schema: {
      oneOf: [
        { type: 'object', additionalProperties: value.schema },
        {
          type: 'array',
          items: {
            type: 'object',
            properties: { [keyName]: { type: 'string' }, [valueName]: value.schema },
            required: listed,
            additionalProperties: false,
          },
        },
      ],
    },
  };
}

type Members<T> = { readonly [K in keyof T]-?: Field<NonNullable<T[K]>> };

/** A mapping with known members. */
export function entry<T extends object>(
  members: Members<T>,
  make: (read: Partial<T>) => T | undefined,
  required: readonly string[] = [],
): Field<T> {
  const fields = Object.entries<Field<unknown>>(members);
  return {
    description: '',
    read: (value) => {
      if (!isPlain(value)) return undefined;
      const read = fields.map(([name, field]) => [name, name in value ? field.read(value[name]) : undefined] as const);
      return make(Object.fromEntries(read.filter(([, one]) => one !== undefined)) as Partial<T>);
    },
    problems: (value) => (isPlain(value) ? problemsOf(members, value, required) : [{ at: [], expected: 'a mapping' }]),
    schema: {
      type: 'object',
      properties: schemasOf(members),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: false,
    },
  };
}

/** What is wrong in a mapping with known members. */
export function problemsOf(
  members: Readonly<Record<string, Field<unknown>>>,
  value: Plain,
  required: readonly string[] = [],
): readonly Problem[] {
  const known = Object.keys(members);
  const missing = required.filter((name) => !(name in value));
  return [
    ...missing.map((name): Problem => ({ at: [], expected: `a mapping with ${name}` })),
    ...Object.entries(value).flatMap(([name, one]): readonly Problem[] => {
      const field = Object.hasOwn(members, name) ? members[name] : undefined;
      if (!field) return [{ at: [name], expected: 'a known field', unknown: { word: name, known } }];
      return field.problems(one).map((problem) => ({ ...problem, at: [name, ...problem.at] }));
    }),
  ];
}

/** JSON Schema of each member, with its description. */
export const schemasOf = (members: Readonly<Record<string, Field<unknown>>>): Plain =>
  Object.fromEntries(
    Object.entries(members).map(([name, { description, schema }]) => [
      name,
      description ? { description, ...schema } : schema,
    ]),
  );
