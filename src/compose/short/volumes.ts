import { declare } from '../../diagnostics/declare.ts';
import type { Entry, Node, ScalarNode } from '../../source/node.ts';
import { appended, get, map, part, put, record, scalar, span, text } from '../nodes.ts';
import { clean } from '../path.ts';
import type { Context } from '../rules.ts';

export const volumeInvalid = declare<{ reason: string }>(() => ({
  code: 'volumes/invalid',
  severity: 'error',
  message: ({ reason }) => `This is no volume: ${reason}`,
  why: 'Compose cannot tell what is mounted where.',
  fix: 'Write [SOURCE:]TARGET[:OPTIONS], such as "data:/var/lib/data:ro", or use the long form.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#volumes',
}));

export const volumeOptionUnknown = declare<{ option: string }>(() => ({
  code: 'volumes/option-unknown',
  severity: 'warning',
  message: ({ option }) => `The volume option "${option}" means nothing to Compose and is dropped.`,
  why: 'Compose reads ro, rw, nocopy, z, Z and the propagation modes; it leaves out anything else without a word.',
  fix: 'Remove the option, or correct its spelling.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#volumes',
}));

const propagations = ['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave'];
/** Hints for Docker Desktop's file sharing: they never meant anything elsewhere. */
const hints = ['cached', 'delegated', 'consistent', 'default'];

/** What may stand before the colon of a Windows drive. The class of all letters takes long to make, and is asked of few texts. */
const isLetter = (text: string): boolean => text.length > 0 && text.length <= 2 && /^\p{L}$/u.test(text);

interface Field {
  readonly value: string;
  readonly from: number;
}

/** One mount: `[SOURCE:]TARGET[:OPTIONS]` or the long form. */
export function volumeShort(node: Node, context: Context): Node {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  const spec = node.value;
  if (spec.length === 1 || spec.length === 2)
    return record(node, { type: scalar('volume', node, true), target: scalar(spec, node) });
  const fields = split(spec);
  const reason = fault(spec, fields);
  if (reason) {
    context.report(volumeInvalid, { path: [...context.path], place: span(node) }, { reason });
    return node;
  }
  return mount(node, fields, context);
}

/** A colon after a single letter belongs to a Windows drive. */
function split(spec: string): readonly Field[] {
  let fields: Field[] | undefined;
  let from = 0;
  for (let colon = spec.indexOf(':'); colon >= 0; colon = spec.indexOf(':', colon + 1)) {
    const value = spec.slice(from, colon);
    if (isLetter(value)) continue;
    fields = appended(fields, { value, from });
    from = colon + 1;
  }
  return appended(fields, { value: spec.slice(from), from });
}

function fault(spec: string, fields: readonly Field[]): string | undefined {
  if (spec === '') return 'it is empty';
  if (fields.some(({ value }) => value === '')) return 'there is nothing between two colons';
  return fields.length > 3 ? 'it has too many colons' : undefined;
}

function mount(node: ScalarNode, fields: readonly Field[], context: Context): Node {
  const second = fields[1];
  const source = second && fields[0];
  const target = second ?? fields[0] ?? { value: '', from: 0 };
  const bind = source !== undefined && isFilePath(source.value);
  const options = fields[2] && optionsOf(node, fields[2], context);
  const bound = bind || options ? bindOf(node, bind, options) : undefined;
  const entries = new Map<string, Entry>();
  put(entries, 'type', scalar(bind ? 'bind' : 'volume', node, true));
  if (source) put(entries, 'source', field(node, source));
  put(entries, 'target', field(node, target, clean(target.value)));
  if (options?.readOnly) put(entries, 'read_only', scalar(true, node));
  if (bound) put(entries, 'bind', bound);
  if (options?.nocopy) put(entries, 'volume', record(node, { nocopy: scalar(true, node) }));
  else if (!bind) put(entries, 'volume', map(nothing, node));
  return map(entries, node);
}

const nothing: ReadonlyMap<string, Entry> = new Map();

const field = (node: ScalarNode, { value, from }: Field, made = value) => part(node, from, from + value.length, made);

function bindOf(node: ScalarNode, bind: boolean, options: Options | undefined): Node | undefined {
  const selinux = options?.selinux;
  const propagation = options?.propagation;
  if (!bind && !selinux && !propagation) return undefined;
  return record(node, {
    selinux: selinux && field(node, selinux),
    propagation: propagation && field(node, propagation),
    create_host_path: scalar(true, node, true),
  });
}

/** What the third field asks for. */
interface Options {
  readonly readOnly: boolean;
  readonly nocopy: boolean;
  readonly selinux: Field | undefined;
  readonly propagation: Field | undefined;
}

function optionsOf(node: ScalarNode, field: Field, context: Context): Options {
  const options = knownOptions(node, field, context);
  return {
    readOnly: options.findLast(({ value }) => value === 'ro' || value === 'rw')?.value === 'ro',
    nocopy: options.some(({ value }) => value === 'nocopy'),
    selinux: options.find(({ value }) => value === 'z' || value === 'Z'),
    propagation: options.findLast(({ value }) => propagations.includes(value)),
  };
}

const known = new Set(['ro', 'rw', 'nocopy', 'z', 'Z', ...propagations, ...hints]);

function knownOptions(node: ScalarNode, field: Field, context: Context): readonly Field[] {
  let from = field.from;
  const options: Field[] = [];
  for (const value of field.value.split(',')) {
    const option = { value, from };
    from += value.length + 1;
    if (known.has(value)) options.push(option);
    else {
      const place = span(part(node, option.from, option.from + value.length));
      context.report(volumeOptionUnknown, { path: [...context.path], place }, { option: value });
    }
  }
  return options;
}

const pathStarts: ReadonlySet<string> = new Set(['.', '/', '~']);

/** Whether a source is a path; anything else names a volume. */
export const isFilePath = (source: string): boolean =>
  pathStarts.has(source.charAt(0)) ||
  source.startsWith('\\\\') ||
  isLetter(source.slice(0, Math.max(0, source.indexOf(':'))));

export const mountWithoutTarget = declare<{ what: string }>(() => ({
  code: 'volumes/target-missing',
  severity: 'error',
  message: ({ what }) => `This ${what} has no target.`,
  why: 'The target is the path inside the container.',
  fix: 'Add target: PATH.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#volumes',
}));

/** Two mounts are the same when their targets are. */
export function volumeKey(item: Node, context: Context, index: number): string | undefined {
  const spec = text(item);
  if (spec !== undefined) return spec.length < 3 ? spec : targetOf(spec);
  const target = text(get(item, 'target'));
  if (target === undefined && item.kind === 'map')
    context.report(mountWithoutTarget, { path: [...context.path, index], place: span(item) }, { what: 'mount' });
  return target;
}

function targetOf(spec: string): string | undefined {
  const fields = split(spec);
  return (fields[1] ?? fields[0])?.value;
}
