import { schema as root } from '../generated/compose-schema-tree.ts';
import type { ListNode, MapNode, Node, ScalarValue } from '../source/node.ts';

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
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/**
 * Whether a tree certainly keeps to the schema: straight from the nodes, and without the validator, which is only
 * needed to say what is wrong. In doubt it says no.
 */
export const fitsSchema = (node: Node): boolean => fits(node, root);

function fits(node: Node, schema: Schema): boolean {
  const { $ref, oneOf } = schema;
  if ($ref !== undefined && !fits(node, definition($ref))) return false;
  if (oneOf && !fitsOne(node, oneOf)) return false;
  if (schema.type !== undefined && !isOf(node, schema.type)) return false;
  if (node.kind === 'map') return fitsMap(node, schema);
  if (node.kind === 'list') return fitsList(node, schema);
  return fitsScalar(node.value, schema);
}

const definition = (ref: string): Schema => root.definitions?.[ref.slice('#/definitions/'.length)] ?? { enum: [] };

function fitsOne(node: Node, branches: readonly Schema[]): boolean {
  let found = 0;
  for (const branch of branches) if (fits(node, branch)) found++;
  return found === 1;
}

function isOf(node: Node, type: string | readonly string[]): boolean {
  if (typeof type !== 'string') return type.some((one) => isOf(node, one));
  if (node.kind !== 'scalar') return type === (node.kind === 'map' ? 'object' : 'array');
  const { value } = node;
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(plainNumber(value));
    case 'number':
      return Number.isFinite(plainNumber(value));
    case 'string':
    case 'boolean':
      return typeof value === type;
    default:
      return false;
  }
}

const plainNumber = (value: ScalarValue): ScalarValue => (typeof value === 'bigint' ? Number(value) : value);

function fitsScalar(scalar: ScalarValue, schema: Schema): boolean {
  const value = plainNumber(scalar);
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (schema.pattern !== undefined && typeof value === 'string' && !regex(schema.pattern).test(value)) return false;
  if (typeof value !== 'number') return true;
  return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
}

function fitsList({ items }: ListNode, schema: Schema): boolean {
  if (schema.enum) return false;
  if (schema.uniqueItems === true && items.length > 1) {
    const scalars = items.flatMap((item) => (item.kind === 'scalar' ? [plainNumber(item.value)] : []));
    if (new Set(scalars).size < scalars.length) return false;
  }
  const { items: each } = schema;
  return !each || items.every((item) => fits(item, each));
}

function fitsMap({ entries }: MapNode, schema: Schema): boolean {
  if (schema.enum || schema.required?.some((key) => !entries.has(key))) return false;
  if (!schema.properties && !schema.patternProperties && schema.additionalProperties === undefined) return true;
  for (const [key, { value }] of entries) if (!fitsEntry(key, value, schema)) return false;
  return true;
}

function fitsEntry(key: string, value: Node, schema: Schema): boolean {
  const { properties, patternProperties, additionalProperties } = schema;
  let known = false;
  if (properties && Object.hasOwn(properties, key)) {
    known = true;
    if (!fits(value, properties[key] ?? {})) return false;
  }
  for (const pattern in patternProperties) {
    if (!regex(pattern).test(key)) continue;
    known = true;
    if (!fits(value, patternProperties[pattern] ?? {})) return false;
  }
  if (known || additionalProperties === undefined || additionalProperties === true) return true;
  return additionalProperties !== false && fits(value, additionalProperties);
}

const regexes = new Map<string, RegExp>();

function regex(pattern: string): RegExp {
  let found = regexes.get(pattern);
  if (!found) {
    found = new RegExp(pattern, 'u');
    regexes.set(pattern, found);
  }
  return found;
}
