import type { SchemaError } from '../generated/compose-schema.js';
import type { Path } from '../source/node.ts';

/** One fault, chosen from what the alternatives of the schema each said about it. */
export interface SchemaFault {
  readonly path: Path;
  readonly keyword: string;
  /** For `type`: what would have been taken, in the order of the schema. */
  readonly types: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
}

interface Open {
  readonly error: SchemaError;
  readonly types: readonly string[];
}

/**
 * Reduces a validator's errors to one for each fault. Of a failed choice (`oneOf`) the branch that got furthest speaks;
 * where no branch takes such a value, all their types are named.
 */
export function faults(errors: readonly SchemaError[]): SchemaFault[] {
  const open: Open[] = [];
  for (const error of errors) {
    if (error.keyword === 'oneOf') choose(open, error);
    else open.push({ error, types: typesOf(error) });
  }
  return open.map(({ error, types }) => ({
    path: segments(error.instancePath),
    keyword: error.keyword,
    types,
    params: error.params,
  }));
}

/** Replaces the errors of the branches, which stand last, by those that matter. */
function choose(open: Open[], choice: SchemaError): void {
  const at = choice.instancePath;
  const below = `${at}/`;
  let first = open.length;
  while (first > 0) {
    const path = open[first - 1]?.error.instancePath ?? '';
    if (path !== at && !path.startsWith(below)) break;
    first--;
  }
  const branches = open.splice(first).filter(({ error }) => !isOfParent(error, choice));
  const specific = branches.filter(({ error }) => error.instancePath !== at || error.keyword !== 'type');
  if (specific.length > 0) for (const each of specific) open.push(each);
  else if (branches.length > 0) {
    const types = [...new Set(branches.flatMap((branch) => branch.types))];
    open.push({ error: { ...choice, keyword: 'type' }, types });
  } else open.push({ error: choice, types: [] });
}

const isOfParent = (error: SchemaError, choice: SchemaError): boolean =>
  error.instancePath === choice.instancePath && error.keyword === 'oneOf' && error.schemaPath === choice.schemaPath;

function typesOf(error: SchemaError): string[] {
  if (error.keyword !== 'type') return [];
  const { type } = error.params;
  return (Array.isArray(type) ? type : String(type).split(',')).map(String);
}

const segments = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
