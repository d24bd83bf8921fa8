import { members } from '../ecs/facts/api.ts';

/**
 * One spelling for each definition: members in the order of the ECS API, members it does not know after them in their own order;
 * maps by key; lists of variables, secrets, tags, limits by name; nothing empty. Strings stay as they are, empty ones too.
 * What is in that form already comes back as it is.
 */
export const normalForm = (value: unknown, type: string): unknown =>
  isObject(value) ? normal(value, formOf(type)) : (value ?? undefined);

function normal(value: object | null | undefined, form: Form): object | undefined {
  if (Array.isArray(value)) return normalList(value, form);
  return value ? normalObject(value as Members, form) : undefined;
}

function normalList(list: readonly unknown[], form: Form): readonly unknown[] | undefined {
  let made: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    const each = typeof item === 'object' ? normal(item, form) : item;
    if (each !== item || each === undefined) made ??= list.slice(0, index);
    if (made !== undefined && each !== undefined) made.push(each);
  }
  return full(made ?? list);
}

function normalMap(map: Members): Members | undefined {
  let before = '';
  let isNormal = true;
  for (const name in map) {
    if (name < before || map[name] == null) isNormal = false;
    before = name;
  }
  if (isNormal) return inhabited(map);
  const made: Record<string, unknown> = {};
  for (const name of Object.keys(map).sort(compare)) if (map[name] != null) put(made, name, map[name]);
  return inhabited(made);
}

function normalObject(value: Members, form: Form): Members | undefined {
  const { spelling } = form;
  if (spelling === undefined) return normalMap(value);
  const { names } = spelling;
  let changes: Map<string, unknown> | undefined;
  let isSpelt = true;
  let index = 0;
  for (const name in value) {
    if (name !== names[index]) isSpelt = false;
    index += 1;
    const held = value[name];
    if (typeof held !== 'object' && held !== undefined) continue;
    const own = (form.members ?? membersOf(form))[name] ?? otherForm;
    const each = own.sortKey === undefined ? normal(held, own) : sorted(normal(held, own), own.sortKey);
    if (each === undefined || each !== held) {
      changes ??= new Map();
      changes.set(name, each);
    }
  }
  if (index === 0) return undefined;
  const now = isSpelt && index === names.length ? spelling : spell(value, form);
  if (changes === undefined && now.inOrder === undefined) return value;
  return written(value, now.inOrder ?? now.names, changes);
}

/** Its members in this order, with changes in place of what they held. */
function written(value: Members, names: readonly string[], changes: Changes | undefined): Members | undefined {
  const made: Record<string, unknown> = {};
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? '';
    const each = changes?.has(name) ? changes.get(name) : value[name];
    if (each === undefined) continue;
    // As `put` does, here without a call for each of them.
    if (name === '__proto__') put(made, name, each);
    else made[name] = each;
  }
  return inhabited(made);
}

/** Without what is empty, at any depth; the same value where nothing is. */
export function filled(value: unknown): unknown {
  if (!isObject(value)) return value ?? undefined;
  return Array.isArray(value) ? filledList(value) : filledObject(value);
}

function filledList(list: readonly unknown[]): readonly unknown[] | undefined {
  let made: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const each = filled(list[index]);
    if (each !== list[index] || !present(each)) made ??= list.slice(0, index);
    if (made && present(each)) made.push(each);
  }
  return full(made ?? list);
}

function filledObject(value: Record<string, unknown>): Record<string, unknown> | undefined {
  let made = value;
  for (const name in value) {
    const each = filled(value[name]);
    if (each === value[name] && present(each)) continue;
    if (made === value) made = { ...value };
    if (present(each)) put(made, name, each);
    else delete made[name];
  }
  return inhabited(made);
}

type Members = Readonly<Record<string, unknown>>;
type Changes = ReadonlyMap<string, unknown>;

/** How the values of a member are written, and where among the members of its type. */
interface Form {
  readonly type: string;
  readonly place: number;
  /** Of a list whose order means nothing to ECS. */
  readonly sortKey: string | undefined;
  /** Read when first needed: types hold each other. */
  members: Forms | undefined;
  /** Of the last value: most values of a member are spelt alike. None where the user chose the names. */
  spelling: Spelling | undefined;
}

/** The members that a value has, as they come. */
interface Spelling {
  readonly names: readonly string[];
  /** As they are to come, where that differs. */
  readonly inOrder: readonly string[] | undefined;
}

type Forms = Readonly<Record<string, Form | undefined>>;

const unspelt: Spelling = { names: [], inOrder: undefined };

const newForm = (type: string, place: number, sortKey?: string): Form => ({
  type,
  place,
  sortKey,
  members: undefined,
  spelling: type === '{}' ? undefined : unspelt,
});

/** What the table does not know comes last. */
const otherForm = newForm('any', 1000);

const forms = new Map<string, Form>();

/** Of a whole definition. */
function formOf(type: string): Form {
  const form = forms.get(type) ?? newForm(type, 0);
  forms.set(type, form);
  return form;
}

function membersOf(form: Form): Forms {
  const made: Record<string, Form> = Object.create(null);
  let place = 0;
  members(form.type).forEach(({ type }, name) => {
    made[name] = newForm(type, place, sortKeys.get(name));
    place += 1;
  });
  form.members = made;
  return made;
}

/** Learns how a value is spelt, for those that come after it. */
function spell(value: Members, form: Form): Spelling {
  const known = form.members ?? membersOf(form);
  const placeOf = (name: string) => (known[name] ?? otherForm).place;
  const names = Object.keys(value);
  const inOrder = names.toSorted((a, b) => placeOf(a) - placeOf(b));
  form.spelling = { names, inOrder: names.every((name, index) => name === inOrder[index]) ? undefined : inOrder };
  return form.spelling;
}

/** A label may be called `__proto__`. */
function put(made: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
  else made[name] = value;
}

/** Lists whose order means nothing to ECS. */
const sortKeys: ReadonlyMap<string, string> = new Map([
  ['environment', 'name'],
  ['secrets', 'name'],
  ['secretOptions', 'name'],
  ['ulimits', 'name'],
  ['tags', 'key'],
]);

/** Most lists are in order already. */
function sorted(list: object | undefined, key: string): object | undefined {
  if (!Array.isArray(list)) return list;
  let before = '';
  for (let index = 0; index < list.length; index++) {
    const name = textOf(list[index], key);
    if (name < before) return list.toSorted((a, b) => compare(textOf(a, key), textOf(b, key)));
    before = name;
  }
  return list;
}

function textOf(value: unknown, key: string): string {
  const text = isObject(value) ? (value[key] ?? '') : '';
  return typeof text === 'string' ? text : String(text);
}

const present = (value: unknown): boolean => value !== undefined && value !== null;
const full = <L extends readonly unknown[]>(list: L): L | undefined => (list.length > 0 ? list : undefined);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inhabited<T extends Readonly<Record<string, unknown>>>(value: T): T | undefined {
  for (const _ in value) return value;
  return undefined;
}
