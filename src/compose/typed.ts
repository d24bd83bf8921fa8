import { declare, type Report } from '../diagnostics/declare.ts';
import type { Entry, MapNode, Node, ScalarNode } from '../source/node.ts';
import { isNull, items, list, map, part, scalar, span, text } from './nodes.ts';
import { type Context, type Row, type Rules, rewrite } from './rules.ts';
import { splitCommand } from './shell-words.ts';
import {
  formatBytes,
  formatDuration,
  formatFileMode,
  parseBoolean,
  parseBytes,
  parseFileMode,
  parseFloatText,
  parseInteger,
  parseNanoseconds,
  scalarText,
} from './units.ts';

export const notThisType = declare<{ value: string; wanted: string }>({
  code: 'value/wrong-type',
  severity: 'error',
  message: ({ value, wanted }) => `"${value}" is not ${wanted}.`,
  why: 'Compose reads this key as that type and stops at anything else.',
  fix: 'Correct the value; where it comes from a variable, set the variable or give it a default.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md',
});

export const bytesLost = declare({
  code: 'bytes/fraction-dropped',
  severity: 'warning',
  message: 'A size written as a decimal number without quotes is dropped.',
  why: 'Compose reads whole numbers of bytes, or texts such as "1.5g"; a bare 1.5 or 1e6 counts as no size at all.',
  fix: 'Write a text with a unit, such as "1536m".',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/11-extension.md#specifying-byte-values',
});

export const ulimitZeroLost = declare({
  code: 'ulimits/zero-dropped',
  severity: 'warning',
  message: 'A single limit of 0 is dropped.',
  why: 'Compose cannot tell a single limit of 0 from none, so the container keeps the default of its host.',
  fix: 'Write soft: 0 and hard: 0 where your Docker takes them, or remove the limit.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ulimits',
});

export const commandCut = declare<{ operator: string }>({
  code: 'command/cut-at-operator',
  severity: 'warning',
  message: ({ operator }) => `Everything from "${operator}" on is cut off this command.`,
  why: 'Compose splits a command without running a shell, and ends it at the first operator of a shell outside of quotes.',
  fix: 'Call a shell: ["sh", "-c", "… ; …"].',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#command',
});

export const commandInvalid = declare({
  code: 'command/invalid',
  severity: 'error',
  message: 'This command cannot be split into words.',
  why: 'A quote, a parenthesis or a backslash is left open.',
  fix: 'Close it, or write the command as a list.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#command',
});

export const trailingSpace = declare<{ name: string }>({
  code: 'environment/trailing-space',
  severity: 'error',
  message: ({ name }) => `The variable name "${name}" ends with a space.`,
  why: 'Such a variable cannot be read by its intended name.',
  fix: 'Remove the space before the equals sign.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#environment',
});

export const hostInvalid = declare<{ item: string }>({
  code: 'extra_hosts/invalid',
  severity: 'error',
  message: ({ item }) => `"${item}" is no host and address.`,
  why: 'An extra host is a name, without ":" or "=", and an IP address.',
  fix: 'Write "name=address".',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#extra_hosts',
});

type Conversion = (node: Node, context: Context) => Node | undefined;

/** Makes of each value what its row says it is. Values that cannot be that are reported and left out. */
export const typed = (root: Node, rules: Rules, report: Report): Node =>
  rewrite(root, rules, report, (node, { type }, context) => (type ? conversions[type](node, context) : node));

function wrong(node: Node, wanted: string, { path, report }: Context): undefined {
  const value = node.kind === 'scalar' ? scalarText(node.value, node.float) : `a ${node.kind}`;
  report(notThisType, { path: [...path], place: span(node) }, { value, wanted });
  return undefined;
}

/** A conversion of scalars; null counts as absent. */
const single =
  (wanted: string, convert: (node: ScalarNode, context: Context) => ScalarNode['value'] | undefined): Conversion =>
  (node, context) => {
    if (isNull(node)) return undefined;
    if (node.kind !== 'scalar') return wrong(node, wanted, context);
    const value = convert(node, context);
    if (value === undefined) return wrong(node, wanted, context);
    return value === node.value ? node : scalar(value, node);
  };

const asText = single('a text', (node) => scalarText(node.value, node.float));

const flag = single('true or false', ({ value }) =>
  typeof value === 'boolean' ? value : typeof value === 'string' ? parseBoolean(value) : undefined,
);

function integer({ value }: ScalarNode): number | bigint | undefined {
  if (typeof value === 'string') return parseInteger(value);
  if (typeof value === 'number') return Math.trunc(value);
  return typeof value === 'bigint' ? value : undefined;
}

const int = single('a whole number', integer);

const deviceCount = single('a whole number or "all"', (node) =>
  typeof node.value === 'string' && node.value.toLowerCase() === 'all' ? -1 : integer(node),
);

/** Numbers of 32 bits, as the reference keeps them: no more digits than those need. */
const float = single('a number', ({ value }) => {
  const number =
    typeof value === 'string' ? parseFloatText(value) : typeof value === 'boolean' ? undefined : Number(value);
  return number === undefined ? undefined : shortest(number);
});

function shortest(number: number): number {
  const narrow = Math.fround(number);
  for (let digits = 6; digits < 10; digits++) {
    const candidate = Number(number.toPrecision(digits));
    if (Math.fround(candidate) === narrow) return candidate;
  }
  return number;
}

const bytes: Conversion = (node, context) => {
  if (node.kind === 'scalar' && typeof node.value === 'number' && node.float) {
    context.report(bytesLost, { path: [...context.path], place: span(node) });
    return undefined;
  }
  return size(node, context);
};

const size = single('a size in bytes', ({ value }) => {
  if (typeof value === 'string') {
    const count = parseBytes(value);
    return count === undefined ? undefined : formatBytes(count);
  }
  return typeof value === 'boolean' ? undefined : String(value);
});

const duration = single('a duration with units, such as 1m30s', ({ value }) => {
  const total = typeof value === 'string' ? parseNanoseconds(value) : undefined;
  return total === undefined ? undefined : formatDuration(total);
});

const mode = single('a file mode in octal digits', ({ value }) => {
  const bits = typeof value === 'string' ? parseFileMode(value) : typeof value === 'number' ? value : undefined;
  return bits === undefined ? undefined : formatFileMode(bits);
});

const texts: Conversion = (node, context) => {
  if (isNull(node)) return undefined;
  if (node.kind === 'map') return wrong(node, 'a list', context);
  if (node.kind === 'scalar') return list([asText(node, context) ?? node], node);
  const plain = node.items.every((item) => item.kind === 'scalar' && typeof item.value === 'string');
  return plain
    ? node
    : list(
        node.items.flatMap((item) => asText(item, context) ?? []),
        node,
      );
};

/** Names and texts, from a mapping or from `name=value` items. `bare` is what a name without a value has. */
const mapping =
  (bare: '' | null): Conversion =>
  (node, context) => {
    if (isNull(node)) return undefined;
    if (node.kind === 'scalar') return wrong(node, 'a mapping or a list', context);
    return node.kind === 'map' ? textsByName(node, bare) : pairs(node.items, node, bare, context);
  };

function textsByName(node: MapNode, bare: '' | null): MapNode {
  let made: Map<string, Entry> | undefined;
  for (const [name, { key, value }] of node.entries) {
    if (value.kind !== 'scalar' || typeof value.value === 'string' || value.value === bare) continue;
    made ??= new Map(node.entries);
    const written = value.value === null ? bare : scalarText(value.value, value.float);
    made.set(name, { key, value: scalar(written, value) });
  }
  return made ? { ...node, entries: made } : node;
}

function pairs(from: readonly Node[], node: Node, bare: '' | null, { path, report }: Context): MapNode {
  const made = new Map<string, Entry>();
  from.forEach((item, index) => {
    if (item.kind !== 'scalar') return;
    const written = scalarText(item.value, item.float);
    const equals = written.indexOf('=');
    const name = equals < 0 ? written : written.slice(0, equals);
    if (bare === null && name.endsWith(' '))
      report(trailingSpace, { path: [...path, index], place: span(item) }, { name });
    const key = span(part(item, 0, name.length));
    made.set(name, { key, value: equals < 0 ? scalar(bare, item) : part(item, equals + 1, written.length) });
  });
  return map(made, node);
}

/** A text is split into words. Null is kept: the image's own. */
const command: Conversion = (node, context) => {
  const line = text(node);
  if (line === undefined) return isNull(node) ? node : texts(node, context);
  const split = splitCommand(line);
  const where = { path: [...context.path], place: span(node) };
  if (!split) {
    context.report(commandInvalid, where);
    return list([node], node);
  }
  if (split.rest) context.report(commandCut, where, { operator: split.rest.charAt(0) });
  return list(
    split.words.map((word) => scalar(word, node)),
    node,
  );
};

const test: Conversion = (node, context) =>
  text(node) === undefined ? texts(node, context) : list([scalar('CMD-SHELL', node, true), node], node);

const hosts: Conversion = (node, context) => {
  if (isNull(node)) return undefined;
  const made = new Map<string, ScalarNode>();
  const add = (name: string, address: string, from: Node) => {
    const line = `${name}=${address.length > 2 ? address.replace(/^\[(.*)\]$/, '$1') : address}`;
    if (name === '' || /[:=]/.test(name))
      context.report(hostInvalid, { path: [...context.path], place: span(from) }, { item: line });
    made.set(line, scalar(line, from));
  };
  if (node.kind === 'map')
    for (const [name, { value }] of node.entries)
      for (const one of value.kind === 'list' ? value.items : [value])
        if (one.kind === 'scalar') add(name, scalarText(one.value, one.float), one);
  for (const item of items(node)) {
    const line = text(item) ?? '';
    const at = line.includes('=') ? line.indexOf('=') : line.indexOf(':');
    if (at < 0) context.report(hostInvalid, { path: [...context.path], place: span(item) }, { item: line });
    else for (const address of line.slice(at + 1).split(',')) add(line.slice(0, at), address, item);
  }
  return list(
    [...made.keys()].sort().flatMap((line) => made.get(line) ?? []),
    node,
  );
};

/** One number, or soft and hard. A single 0 is an empty limit. */
const ulimit: Conversion = (node, context) => {
  if (node.kind === 'map') return node;
  const value = int(node, context);
  if (value?.kind !== 'scalar' || value.value !== 0) return value;
  context.report(ulimitZeroLost, { path: [...context.path], place: span(node) });
  return map(new Map(), node);
};

const ssh: Conversion = (node, context) => {
  if (node.kind !== 'map') return texts(node, context);
  const line = (name: string, value: Node) => (isNull(value) ? name : `${name}=${text(value) ?? ''}`);
  return list(
    [...node.entries].map(([name, { value }]) => scalar(line(name, value), value)),
    node,
  );
};

const conversions = {
  text: asText,
  flag,
  int,
  float,
  bytes,
  duration,
  mode,
  texts,
  mapping: mapping(''),
  environment: mapping(null),
  command,
  test,
  hosts,
  ulimit,
  ssh,
  deviceCount,
  /** As the type of the same name, but a false, zero or `0s` that is written stays in the project. */
  keptFlag: flag,
  keptInt: int,
  keptDuration: duration,
} satisfies Record<string, Conversion>;

export type TypeName = keyof typeof conversions;

/** Types of which false, zero and the empty text count as not written. */
const omitted: ReadonlySet<TypeName> = new Set([
  'text',
  'flag',
  'int',
  'float',
  'bytes',
  'duration',
  'texts',
  'mapping',
  'hosts',
  'test',
]);

/** Whether the resolved project leaves out a value of that row. */
export function omits(node: Node, row: Row | undefined): boolean {
  if (!row?.type || !omitted.has(row.type)) return false;
  if (node.kind === 'list') return node.items.length === 0;
  if (node.kind === 'map') return node.entries.size === 0;
  const { value } = node;
  return (
    value === '' ||
    value === false ||
    value === 0 ||
    ((row.type === 'bytes' || row.type === 'duration') && /^0s?$/.test(String(value)))
  );
}
