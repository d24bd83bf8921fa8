import { members } from '../ecs/facts/api.ts';

/**
 * One spelling for each definition: members in the order of the ECS API, members it does not know after them in their own order;
 * maps by key; lists of variables, secrets, tags, limits by name; nothing empty. Strings stay as they are, empty ones too.
 */
export function normalForm(value: unknown, type: string): unknown {
  if (Array.isArray(value)) return full(value.map((each) => normalForm(each, type)).filter(present));
  if (!isObject(value)) return value ?? undefined;
  const made: Record<string, unknown> = {};
  let empty = true;
  const add = (name: string, each: unknown): void => {
    if (!present(each)) return;
    empty = false;
    put(made, name, each);
  };
  if (type === '{}') for (const name of Object.keys(value).sort(compare)) add(name, value[name]);
  else {
    const known = members(type);
    for (const { name, type: of } of known.values())
      if (Object.hasOwn(value, name)) add(name, sorted(name, normalForm(value[name], of)));
    for (const name of Object.keys(value)) if (!known.has(name)) add(name, normalForm(value[name], 'any'));
  }
  return empty ? undefined : made;
}

/** Without what is empty, at any depth; the same value where nothing is. */
export function filled(value: unknown): unknown {
  if (!isObject(value)) return value ?? undefined;
  if (Array.isArray(value)) {
    const items = value.map(filled);
    if (items.every((item, index) => present(item) && item === value[index])) return full(value);
    return full(items.filter(present));
  }
  let made = value;
  for (const name of Object.keys(value)) {
    const each = filled(value[name]);
    if (each === value[name] && present(each)) continue;
    if (made === value) made = { ...value };
    if (present(each)) put(made, name, each);
    else delete made[name];
  }
  return Object.keys(made).length > 0 ? made : undefined;
}

/** A label may be called `__proto__`. */
function put(made: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
  else made[name] = value;
}

/** Lists whose order means nothing to ECS. */
const sortKeys: Readonly<Record<string, string>> = {
  environment: 'name',
  secrets: 'name',
  secretOptions: 'name',
  ulimits: 'name',
  tags: 'key',
};

function sorted(member: string, value: unknown): unknown {
  const key = Object.hasOwn(sortKeys, member) ? sortKeys[member] : undefined;
  if (!key || !Array.isArray(value)) return value;
  const text = (each: unknown) => (isObject(each) ? String(each[key] ?? '') : '');
  return value.toSorted((a, b) => compare(text(a), text(b)));
}

const present = (value: unknown): boolean => value !== undefined && value !== null;
const full = (list: readonly unknown[]) => (list.length > 0 ? list : undefined);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
