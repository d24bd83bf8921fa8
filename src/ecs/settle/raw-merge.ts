import { members } from '../facts/api.ts';

/** Members of an ECS request, as YAML holds them. */
export type Raw = Readonly<Record<string, unknown>>;

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What tells the items of a list apart. */
interface Identity {
  /** All that an item may be called by. */
  readonly names: (item: Raw) => readonly unknown[];
  /** What an item calls the one that it changes; undefined where it names none, and the list is replaced as a whole. */
  readonly calls: (item: Raw) => unknown;
}

const byName: Identity = { names: ({ name }) => [name], calls: ({ name }) => name };

/** A port without a protocol is the first of that number. */
const byPort: Identity = {
  names: ({ containerPort, protocol = 'tcp' }) => [containerPort, `${containerPort}/${protocol}`],
  calls: ({ containerPort, protocol }) =>
    containerPort === undefined || protocol === undefined ? containerPort : `${containerPort}/${protocol}`,
};

const identities: ReadonlyMap<string, Identity> = new Map([['portMappings', byPort]]);

/** Objects deep, lists of named things by name, other lists replaced; null removes. Neither side is changed. */
export function mergeRaw(base: unknown, over: unknown, member = ''): unknown {
  if (isRaw(base) && isRaw(over)) return mergeObjects(base, over);
  if (Array.isArray(base) && Array.isArray(over)) {
    const identity = identities.get(member) ?? byName;
    if ([...base, ...over].every((item) => isRaw(item) && identity.calls(item) !== undefined))
      return mergeItems(base, over, identity);
  }
  return withoutNulls(over);
}

function mergeObjects(base: Raw, over: Raw): Raw {
  const result = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(over)) {
    if (value === null) result.delete(name);
    else result.set(name, mergeRaw(result.get(name), value, name));
  }
  return Object.fromEntries(result);
}

function mergeItems(base: readonly Raw[], over: readonly Raw[], { names, calls }: Identity): readonly unknown[] {
  const items: unknown[] = [];
  const places = new Map<unknown, number>();
  const add = (item: unknown): void => {
    if (isRaw(item)) for (const name of names(item)) if (!places.has(name)) places.set(name, items.length);
    items.push(item);
  };
  base.forEach(add);
  for (const item of over) {
    const at = places.get(calls(item));
    if (at === undefined) add(withoutNulls(item));
    else items[at] = mergeRaw(items[at], item);
  }
  return items;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRaw(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [[name, withoutNulls(one)]])),
  );
}

/**
 * Interpolation makes texts of numbers and booleans, and YAML numbers of texts such as a task's cpu:
 * each becomes what the API takes. What cannot is left to the checks.
 */
export function typed(value: unknown, type: string): unknown {
  if (typeof value === 'bigint') return typed(Number(value), type);
  if (isRaw(value)) {
    const known = members(type);
    const typeOf = (name: string) => (type === '{}' ? { type: 'string', list: false } : known.get(name));
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        const member = typeOf(name);
        if (member?.list) return [name, Array.isArray(one) ? one.map((item) => typed(item, member.type)) : one];
        return [name, typed(one, member?.type ?? 'any')];
      }),
    );
  }
  return Array.isArray(value) ? value : typedScalar(value, type);
}

function typedScalar(value: unknown, type: string): unknown {
  if (type === 'string') return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof value !== 'string') return value;
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return type === 'boolean' && (value === 'true' || value === 'false') ? value === 'true' : value;
}
