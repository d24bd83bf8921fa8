import { schemaTexts } from '../generated/compose-schema-tree.ts';
import type { ScalarValue } from '../source/node.ts';

/** The keywords that the schema of the Compose Specification uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
}

/** The schema of a Compose file, or a part of it. */
export const schemaAt = ($ref: string): Schema => JSON.parse(schemaTexts[$ref] ?? nowhere);
const nowhere = '{"oneOf":[]}';

/** The types of a node, as indices. An integer is a number, too; what is not finite is of no type. */
const types: Readonly<Record<string, readonly number[]>> = {
  null: [0],
  boolean: [1],
  string: [2],
  integer: [3],
  number: [3, 4],
  array: [5],
  object: [6],
};
const everyType = [0, 1, 2, 3, 4, 5, 6, 7];
export const ofLists = 5;
export const ofMaps = 6;

export function typeOf(value: ScalarValue): number {
  if (typeof value === 'string') return 2;
  if (value === null) return 0;
  if (typeof value === 'boolean') return 1;
  return Number.isInteger(Number(value)) ? 3 : Number.isFinite(Number(value)) ? 4 : 7;
}

/** What is asked of a node once its type is known. */
export interface Demands {
  readonly values: readonly unknown[] | undefined;
  readonly pattern: RegExp | undefined;
  readonly minimum: number;
  readonly maximum: number;
  readonly items: Check;
  readonly unique: boolean;
  readonly required: readonly string[];
  /** Whether the type alone decides about a scalar. */
  readonly free: boolean;
  /** Of values under names that the schema spells out. */
  readonly properties: Schema['properties'];
  /** Those that have been met, made ready. */
  readonly known: Map<string, Check>;
  readonly patterns: readonly { readonly meets: (name: string) => boolean; readonly check: Check }[];
  /** Of values under any other name; undefined where there may be none. */
  readonly others: Check | undefined;
}

/** A schema made ready, and parsed where it is a reference, when first asked. */
export class Check {
  private readonly schema: Schema;
  private byType: readonly (Demands | undefined)[] | undefined;
  /** The types that it takes whatever the scalar says, as bits; none before it is ready. */
  free = 0;

  constructor(schema: Schema) {
    this.schema = schema;
  }

  /** What it asks of nodes of a type; undefined where it takes none. */
  demands(type: number): Demands | undefined {
    const byType = this.byType ?? this.ready();
    return byType[type];
  }

  private ready(): readonly (Demands | undefined)[] {
    const byType = demandsByType(this.schema);
    byType.forEach((demands, type) => {
      if (demands?.free) this.free |= 1 << type;
    });
    this.byType = byType;
    return byType;
  }
}

const made = new Map<Schema | string, Check>();

/** Each schema is made ready once, whatever refers to it. */
export function checkOf(schema: Schema): Check {
  const key = schema.$ref ?? schema;
  let check = made.get(key);
  if (!check) {
    check = new Check(schema);
    made.set(key, check);
  }
  return check;
}

function demandsByType(schema: Schema): readonly (Demands | undefined)[] {
  if (schema.$ref !== undefined) return demandsByType(schemaAt(schema.$ref));
  if (schema.oneOf) return everyType.map((type) => onlyDemands(schema.oneOf ?? [], type));
  const demands = demandsOf(schema);
  const taken = schema.type === undefined ? everyType : [schema.type].flat().flatMap((name) => types[name] ?? []);
  return everyType.map((type) => (taken.includes(type) ? demands : undefined));
}

/** Of alternatives that one type fits, no two may hold at once: that is for the validator to tell. */
function onlyDemands(branches: readonly Schema[], type: number): Demands | undefined {
  const found = branches.flatMap((branch) => checkOf(branch).demands(type) ?? []);
  return found.length === 1 ? found[0] : undefined;
}

/** What holds under a name that the schema spells out; of the many that it may, few are met. */
export function spelt({ properties, patterns, known }: Demands, name: string): Check | undefined {
  const schema = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (!schema) return undefined;
  // Where a pattern meets a name as well, two checks would hold: that is for the validator.
  const check = checkOf(patterns.some(({ meets }) => meets(name)) ? nothing : schema);
  known.set(name, check);
  return check;
}

/** Tests of the names that most files have, for patterns that are slow to make ready or to run. */
const tests: Readonly<Record<string, (name: string) => boolean>> = {
  '^x-': (name) => name.startsWith('x-'),
  // A name that begins with no control character has a character that is no end of a line.
  '.+': (name) => (name >= ' ' && name < '\u2028') || /./.test(name),
  '^[a-zA-Z0-9._-]+$': (name) => /^[\w.-]+$/.test(name),
};

function naming(pattern: string): (name: string) => boolean {
  const test = tests[pattern];
  if (test) return test;
  const whole = new RegExp(pattern, 'u');
  return (name) => whole.test(name);
}

const anything: Schema = {};
const nothing: Schema = { oneOf: [] };
const bounds = ['enum', 'pattern', 'minimum', 'maximum'] as const;

function demandsOf(schema: Schema): Demands {
  const patterns = Object.entries(schema.patternProperties ?? {}).map(([pattern, below]) => ({
    meets: naming(pattern),
    check: checkOf(below),
  }));
  const { additionalProperties: others = anything } = schema;
  return {
    values: schema.enum,
    pattern: schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u'),
    minimum: schema.minimum ?? -Infinity,
    maximum: schema.maximum ?? Infinity,
    items: checkOf(schema.items ?? anything),
    unique: schema.uniqueItems ?? false,
    required: schema.required ?? [],
    free: bounds.every((keyword) => schema[keyword] === undefined),
    properties: schema.properties,
    known: new Map(),
    patterns,
    others: typeof others === 'object' ? checkOf(others) : others ? checkOf(anything) : undefined,
  };
}
