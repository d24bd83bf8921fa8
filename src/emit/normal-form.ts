import { members } from '../ecs/facts/api.ts';

/**
 * One spelling for each definition: members in the order of the ECS API, members it does not know after them in their own order;
 * maps by key; lists of variables, secrets, tags, limits by name; nothing empty. Strings stay as they are, empty ones too.
 * What is in that form already comes back as it is.
 */
export function normalForm(value: unknown, type: string): unknown {
  return isObject(value) ? normal(value, formOf(type)) : (value ?? undefined);
}

const normal = (value: object, form: Form): object | undefined =>
  Array.isArray(value) ? normalList(value, form, undefined) : normalObject(value as Members, form);

function normalList(list: readonly unknown[], form: Form, sortKey: string | undefined): readonly unknown[] | undefined {
  let made: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    const each = typeof item === 'object' && item !== null ? normal(item, form) : item;
    if (each !== item || each == null) made ??= list.slice(0, index);
    if (made !== undefined && each != null) made.push(each);
  }
  const filled = made ?? list;
  if (filled.length === 0) return undefined;
  return sortKey === undefined ? filled : sorted(filled, sortKey);
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
  if (form.isMap) return normalMap(value);
  const known = form.members ?? membersOf(form);
  let made: Record<string, unknown> | undefined;
  let last = -1;
  let ordered = true;
  for (const name in value) {
    const member = known[name] ?? otherMember;
    const held = value[name];
    const each = typeof held === 'object' ? normalMember(held, member) : held;
    if (each === undefined) {
      made ??= membersBefore(value, name);
      continue;
    }
    if (each !== held) made ??= membersBefore(value, name);
    const { place } = member;
    if (place < last) ordered = false;
    last = place;
    if (made !== undefined) put(made, name, each);
  }
  if (last < 0) return undefined;
  return ordered ? (made ?? value) : inOrder(made ?? value, known);
}

function normalMember(value: object | null, { form, sortKey }: FormMember): object | undefined {
  if (value === null) return undefined;
  return Array.isArray(value) ? normalList(value, form, sortKey) : normalObject(value as Members, form);
}

function membersBefore(value: Members, end: string): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const name in value) {
    if (name === end) break;
    put(made, name, value[name]);
  }
  return made;
}

function inOrder(value: Members, known: FormMembers): Members {
  const names: string[] = [];
  const others: string[] = [];
  for (const name in value) {
    const member = known[name];
    if (member) names[member.place] = name;
    else others.push(name);
  }
  const made: Record<string, unknown> = {};
  names.forEach((name) => {
    made[name] = value[name];
  });
  for (const name of others) put(made, name, value[name]);
  return made;
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

/** How the values of a type are written. */
interface Form {
  readonly type: string;
  /** Of names that the user chose. */
  readonly isMap: boolean;
  /** Read when first needed: types hold each other. */
  members: FormMembers | undefined;
}

interface FormMember {
  readonly place: number;
  readonly form: Form;
  readonly sortKey: string | undefined;
}

type FormMembers = Readonly<Record<string, FormMember | undefined>>;

const forms = new Map<string, Form>();

function formOf(type: string): Form {
  const known = forms.get(type);
  if (known) return known;
  const form: Form = { type, isMap: type === '{}', members: undefined };
  forms.set(type, form);
  return form;
}

function membersOf(form: Form): FormMembers {
  const made: Record<string, FormMember> = Object.create(null);
  let place = 0;
  members(form.type).forEach(({ type }, name) => {
    made[name] = { place, form: formOf(type), sortKey: sortKeys.get(name) };
    place += 1;
  });
  form.members = made;
  return made;
}

/** What the table does not know comes last. */
const otherMember: FormMember = { place: 1000, form: formOf('any'), sortKey: undefined };

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
function sorted(list: readonly unknown[], key: string): readonly unknown[] {
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
