import { members } from '../ecs/facts/api.ts';

/**
 * One spelling for each definition: members in the order of the ECS API, members it does not know after them in their own order;
 * maps by key; lists of variables, secrets, tags, limits by name; nothing empty. Strings stay as they are, empty ones too.
 * What is in that form already comes back as it is.
 */
export function normalForm(value: unknown, type: string): unknown {
  if (!isObject(value)) return value ?? undefined;
  if (Array.isArray(value)) return normalList(value, type);
  return type === '{}' ? normalMap(value) : normalObject(value, formOf(type));
}

function normalList(list: readonly unknown[], type: string): readonly unknown[] | undefined {
  let made: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    const each = isObject(item) ? normalForm(item, type) : item;
    if (each !== item || each == null) made ??= list.slice(0, index);
    if (made && each != null) made.push(each);
  }
  return full(made ?? list);
}

function normalMap(map: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
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

function normalObject(
  value: Readonly<Record<string, unknown>>,
  form: Form,
): Readonly<Record<string, unknown>> | undefined {
  let made: Record<string, unknown> | undefined;
  let last = -1;
  let ordered = true;
  for (const name in value) {
    const member = form.get(name) ?? otherMember;
    const each = normalMember(value[name], member);
    if (each == null || each !== value[name]) made ??= membersBefore(value, name);
    if (each == null) continue;
    if (member.place < last) ordered = false;
    last = member.place;
    if (made) put(made, name, each);
  }
  if (last < 0) return undefined;
  return ordered ? (made ?? value) : inOrder(made ?? value, form);
}

function membersBefore(value: Readonly<Record<string, unknown>>, end: string): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const name in value) {
    if (name === end) break;
    put(made, name, value[name]);
  }
  return made;
}

function normalMember(value: unknown, { type, sortKey }: FormMember): unknown {
  if (!isObject(value)) return value;
  const made = normalForm(value, type);
  return sortKey !== undefined && Array.isArray(made) ? sorted(made, sortKey) : made;
}

function inOrder(value: Readonly<Record<string, unknown>>, form: Form): Record<string, unknown> {
  const known: string[] = new Array(form.size);
  const others: string[] = [];
  for (const name in value) {
    const member = form.get(name);
    if (member) known[member.place] = name;
    else others.push(name);
  }
  const made: Record<string, unknown> = {};
  for (const name of known) if (name !== undefined) made[name] = value[name];
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

interface FormMember {
  readonly name: string;
  readonly place: number;
  readonly type: string;
  readonly sortKey: string | undefined;
}

type Form = ReadonlyMap<string, FormMember>;

/** What the table does not know comes last. */
const otherMember: FormMember = { name: '', place: 1000, type: 'any', sortKey: undefined };

const forms = new Map<string, Form>();

function formOf(of: string): Form {
  const known = forms.get(of);
  if (known) return known;
  const form = new Map<string, FormMember>();
  for (const { name, type } of members(of).values())
    form.set(name, { name, place: form.size, type, sortKey: sortKeys.get(name) });
  forms.set(of, form);
  return form;
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
function sorted(list: readonly unknown[], key: string): readonly unknown[] {
  let before = '';
  for (const each of list) {
    const name = textOf(each, key);
    if (name < before) return list.toSorted((a, b) => compare(textOf(a, key), textOf(b, key)));
    before = name;
  }
  return list;
}

const textOf = (value: unknown, key: string): string => (isObject(value) ? String(value[key] ?? '') : '');

const present = (value: unknown): boolean => value !== undefined && value !== null;
const full = <L extends readonly unknown[]>(list: L): L | undefined => (list.length > 0 ? list : undefined);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inhabited<T extends Readonly<Record<string, unknown>>>(value: T): T | undefined {
  for (const _ in value) return value;
  return undefined;
}
