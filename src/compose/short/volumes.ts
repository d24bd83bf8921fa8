import { declare } from '../../diagnostics/declare.ts';
import type { Node, ScalarNode } from '../../source/node.ts';
import { get, part, record, scalar, span, text } from '../nodes.ts';
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
  const fields: Field[] = [];
  let from = 0;
  for (let colon = spec.indexOf(':'); colon >= 0; colon = spec.indexOf(':', colon + 1)) {
    if (isLetter(spec.slice(from, colon))) continue;
    fields.push({ value: spec.slice(from, colon), from });
    from = colon + 1;
  }
  fields.push({ value: spec.slice(from), from });
  return fields;
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
  const options = fields[2] ? optionsOf(node, fields[2], context) : [];
  const bind = source !== undefined && isFilePath(source.value);
  const nocopy = options.some(({ value }) => value === 'nocopy');
  const access = options.findLast(({ value }) => value === 'ro' || value === 'rw');
  return record(node, {
    type: scalar(bind ? 'bind' : 'volume', node, true),
    source: source && field(node, source),
    target: field(node, target, clean(target.value)),
    read_only: access?.value === 'ro' ? scalar(true, node) : undefined,
    bind: bindOf(node, bind, options),
    volume: bind && !nocopy ? undefined : record(node, { nocopy: nocopy ? scalar(true, node) : undefined }),
  });
}

const field = (node: ScalarNode, { value, from }: Field, made = value) => part(node, from, from + value.length, made);

function bindOf(node: ScalarNode, bind: boolean, options: readonly Field[]): Node | undefined {
  const selinux = options.find((option) => option.value === 'z' || option.value === 'Z');
  const propagation = options.findLast((option) => propagations.includes(option.value));
  if (!bind && !selinux && !propagation) return undefined;
  return record(node, {
    selinux: selinux && field(node, selinux),
    propagation: propagation && field(node, propagation),
    create_host_path: scalar(true, node, true),
  });
}

const known = new Set(['ro', 'rw', 'nocopy', 'z', 'Z', ...propagations, ...hints]);

function optionsOf(node: ScalarNode, field: Field, context: Context): readonly Field[] {
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

/** Whether a source is a path; anything else names a volume. */
export const isFilePath = (source: string): boolean =>
  /^[./~]/.test(source) || source.startsWith('\\\\') || isLetter(source.slice(0, Math.max(0, source.indexOf(':'))));

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
