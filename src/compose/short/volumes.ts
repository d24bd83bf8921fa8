import { declare } from '../../diagnostics/declare.ts';
import type { Node, ScalarNode } from '../../source/node.ts';
import { at, part, record, scalar, span, text } from '../nodes.ts';
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
const letter = /^\p{L}$/u;

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
  for (let i = 0; i <= spec.length; i++) {
    const end = i === spec.length;
    if (!end && (spec[i] !== ':' || letter.test(spec.slice(from, i)))) continue;
    fields.push({ value: spec.slice(from, i), from });
    from = i + 1;
  }
  return fields;
}

function fault(spec: string, fields: readonly Field[]): string | undefined {
  if (spec === '') return 'it is empty';
  if (fields.some(({ value }) => value === '')) return 'there is nothing between two colons';
  return fields.length > 3 ? 'it has too many colons' : undefined;
}

function mount(node: ScalarNode, fields: readonly Field[], context: Context): Node {
  const [first, second, third] = fields;
  const source = second ? first : undefined;
  const target = second ?? first ?? { value: '', from: 0 };
  const field = ({ value, from }: Field, made = value) => part(node, from, from + value.length, made);
  const options = optionsOf(node, third, context);
  const bind = source !== undefined && isFilePath(source.value);
  const yes = scalar(true, node);
  const selinux = options.find((option) => option.value === 'z' || option.value === 'Z');
  const propagation = options.findLast((option) => propagations.includes(option.value));
  const nocopy = options.some(({ value }) => value === 'nocopy');
  const binds = bind || selinux || propagation;
  return record(node, {
    type: scalar(bind ? 'bind' : 'volume', node, true),
    source: source && field(source),
    target: field(target, clean(target.value)),
    read_only: options.findLast(({ value }) => value === 'ro' || value === 'rw')?.value === 'ro' ? yes : undefined,
    bind: binds
      ? record(node, {
          selinux: selinux && field(selinux),
          propagation: propagation && field(propagation),
          create_host_path: scalar(true, node, true),
        })
      : undefined,
    volume: bind && !nocopy ? undefined : record(node, { nocopy: nocopy ? yes : undefined }),
  });
}

function optionsOf(node: ScalarNode, field: Field | undefined, { path, report }: Context): readonly Field[] {
  if (!field) return [];
  const known = ['ro', 'rw', 'nocopy', 'z', 'Z', ...propagations, ...hints];
  let from = field.from;
  const options: Field[] = [];
  for (const value of field.value.split(',')) {
    const option = { value, from };
    from += value.length + 1;
    if (known.includes(value)) options.push(option);
    else {
      const place = span(part(node, option.from, option.from + value.length));
      report(volumeOptionUnknown, { path: [...path], place }, { option: value });
    }
  }
  return options;
}

/** Whether a source is a path; anything else names a volume. */
export const isFilePath = (source: string): boolean =>
  /^[./~]/.test(source) || source.startsWith('\\\\') || /^\p{L}:/u.test(source);

export const mountWithoutTarget = declare<{ what: string }>(() => ({
  code: 'volumes/target-missing',
  severity: 'error',
  message: ({ what }) => `This ${what} has no target.`,
  why: 'The target is the path inside the container.',
  fix: 'Add target: PATH.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#volumes',
}));

/** Two mounts are the same when their targets are. */
export function volumeKey(item: Node, { path, report }: Context, index: number): string | undefined {
  if (item.kind === 'scalar' && typeof item.value === 'string') {
    const fields = split(item.value);
    return item.value.length < 3 ? item.value : (fields[1] ?? fields[0])?.value;
  }
  const target = text(at(item, 'target'));
  if (target === undefined && item.kind === 'map')
    report(mountWithoutTarget, { path: [...path, index], place: span(item) }, { what: 'mount' });
  return target;
}
