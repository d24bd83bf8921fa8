import { declare } from '../../diagnostics/declare.ts';
import { type Entry, isFloat, type Node, type ScalarNode } from '../../source/node.ts';
import { limits } from '../limits.ts';
import { get, list, map, part, put, record, scalar, span, text } from '../nodes.ts';
import type { Context, Room } from '../rules.ts';
import { isIp } from './ip.ts';

export const portInvalid = declare<{ reason: string }>(() => ({
  code: 'ports/invalid',
  severity: 'error',
  message: ({ reason }) => `This is no port mapping: ${reason}`,
  why: 'Compose cannot tell which port is meant.',
  fix: 'Write [HOST-IP:][HOST-PORT:]CONTAINER-PORT[/PROTOCOL], in quotes, such as "127.0.0.1:8080:80/tcp".',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ports',
}));

export const rangesTooLong = declare(() => ({
  code: 'ports/ranges-too-long',
  severity: 'error',
  message: `With this one, the port ranges of the project hold more than ${limits.rangePorts} ports.`,
  why: 'Each port of a range becomes an entry of its own; so many would fill the memory.',
  fix: 'Write only ports that a service listens on.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ports',
}));

interface Range {
  readonly first: number;
  readonly last: number;
}

const zero = '0'.charCodeAt(0);

/** The port that all characters between two places of a text make; it is 16 bits wide. */
function portAt(text: string, from: number, to: number): number | undefined {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return from < to && number <= 65535 ? number : undefined;
}

/** `80` or `8000-8010` there. */
function rangeAt(text: string, from: number, to: number): Range | undefined {
  const dash = text.indexOf('-', from);
  const isRange = dash >= 0 && dash < to;
  const first = portAt(text, from, isRange ? dash : to);
  const last = isRange ? portAt(text, dash + 1, to) : first;
  return first !== undefined && last !== undefined && first <= last ? { first, last } : undefined;
}

/** A list of ports: a number, a text, or the long form. A range becomes one entry per container port, while there is room for them. */
export function portsShort(node: Node, context: Context, room: Room): Node {
  if (node.kind !== 'list') return node;
  const before = room.ports;
  let made: Node[] | undefined;
  node.items.forEach((item, index) => {
    const ports = portsOf(item, room);
    const long = typeof ports === 'string' ? refused(item, ports, index, context) : ports;
    if (made) made.push(...long);
    else made = long;
  });
  if (room.ports < 0 && before >= 0) context.report(rangesTooLong, { path: [...context.path], place: span(node) });
  return list(made ?? [], node);
}

/** What still holds a variable, because none were filled in, is kept as it is. */
function refused(item: Node, reason: string, index: number, { report, path }: Context): Node[] {
  report(portInvalid, { path: [...path, index], place: span(item), related: [] }, { reason });
  return text(item)?.includes('${') ? [item] : [];
}

/** The ports of one item, or why it has none. */
function portsOf(item: Node, room: Room): Node[] | string {
  if (item.kind === 'map') return [item];
  if (item.kind === 'scalar' && typeof item.value === 'string') return expand(item, item.value, room);
  if (item.kind === 'scalar' && typeof item.value === 'number' && !isFloat(item))
    return [record(item, { target: item })];
  return 'it is neither a whole number nor a text';
}

const protocols: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp']);

/** A short form, and where in it the address, the host port and the container port end. */
interface Spec {
  readonly item: ScalarNode;
  readonly address: string;
  readonly before: number;
  readonly colon: number;
  readonly end: number;
  readonly length: number;
  readonly protocol: string;
}

/** From the right: an IPv6 address has colons of its own, with or without brackets. */
function expand(item: ScalarNode, spec: string, room: Room): Node[] | string {
  const { length } = spec;
  const colon = spec.lastIndexOf(':');
  const before = colon < 0 ? -1 : spec.lastIndexOf(':', colon - 1);
  const slash = spec.indexOf('/', colon + 1);
  const end = slash < 0 ? length : slash;
  if (end === colon + 1) return 'the container port is missing';
  const protocol = end + 1 < length ? spec.slice(end + 1).toLowerCase() : 'tcp';
  if (!protocols.has(protocol)) return 'the protocol is none of tcp, udp, sctp';
  const address = before < 0 ? '' : spec.slice(0, before).replace(/^\[(.*)\]$/, '$1');
  if (address !== '' && !isIp(address)) return 'the address is no IP address';
  const parts: Spec = { item, address, before, colon, end, length, protocol };
  const port = portAt(spec, colon + 1, end);
  const published = portAt(spec, before + 1, colon);
  return port !== undefined && (published !== undefined || before + 1 >= colon)
    ? [longForm(parts, port, published === undefined ? undefined : String(published))]
    : expandRange(parts, spec, room);
}

function expandRange(parts: Spec, spec: string, room: Room): Node[] | string {
  const { before, colon, end } = parts;
  const target = rangeAt(spec, colon + 1, end);
  if (!target) return 'the container port is neither a port nor a range';
  const hasHost = before + 1 < colon;
  const host = hasHost ? rangeAt(spec, before + 1, colon) : undefined;
  if (hasHost && !host) return 'the host port is neither a port nor a range';
  const count = target.last - target.first;
  if (host && count > 0 && count !== host.last - host.first) return 'the two ranges differ in length';
  if (count > 0) room.ports -= count + 1;
  if (room.ports < 0) return [parts.item];
  if (count > 0) return pairs(target, host).map(({ port, published }) => longForm(parts, port, published));
  return [longForm(parts, target.first, host && rangeText(host))];
}

/** A host range for one port stays a range. */
const rangeText = ({ first, last }: Range): string => (first === last ? String(first) : `${first}-${last}`);

function longForm(spec: Spec, port: number, published: string | undefined): Node {
  const { item, address, before, colon, end, length, protocol } = spec;
  const entries = new Map<string, Entry>();
  put(entries, 'mode', scalar('ingress', item, true));
  if (address !== '') put(entries, 'host_ip', part(item, 0, before, address));
  put(entries, 'target', part(item, colon + 1, end, port));
  if (published !== undefined) put(entries, 'published', part(item, before + 1, colon, published));
  const isWritten = end + 1 < length;
  put(entries, 'protocol', isWritten ? part(item, end + 1, length, protocol) : scalar(protocol, item, true));
  return map(entries, item);
}

interface Pair {
  readonly port: number;
  readonly published: string | undefined;
}

/** In the order of their texts, as the reference has them: `10000` before `9999`. */
function pairs(target: Range, host: Range | undefined): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let port = target.first; port <= target.last; port++)
    pairs.push({ port, published: host && String(host.first + port - target.first) });
  return pairs.sort((a, b) => (String(a.port) < String(b.port) ? -1 : 1));
}

export const portWithoutTarget = declare(() => ({
  code: 'ports/target-missing',
  severity: 'error',
  message: 'This port has no target.',
  why: 'The target is the port that the container listens on; without it there is nothing to map.',
  fix: 'Add target: PORT.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ports',
}));

/** Two ports are the same when address, published port, target and protocol are; a published number differs from the same text. */
export function portKey(item: Node, context: Context, index: number): string | undefined {
  if (item.kind === 'scalar') return `${item.value}`;
  if (item.kind !== 'map') return undefined;
  const value = (key: string): unknown => {
    const node = get(item, key);
    return node?.kind === 'scalar' ? node.value : undefined;
  };
  if (value('target') === undefined) {
    context.report(portWithoutTarget, { path: [...context.path, index], place: span(item) });
    return undefined;
  }
  const published = value('published');
  return `${value('host_ip') ?? '0.0.0.0'}:${typeof published}:${published}:${value('target')}/${value('protocol') ?? 'tcp'}`;
}

export const hostIpInvalid = declare(() => ({
  code: 'ports/host-ip-invalid',
  severity: 'error',
  message: 'This is no IP address.',
  why: 'host_ip is the address of the host that the port is bound to.',
  fix: 'Write an IPv4 or IPv6 address, or leave host_ip out.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ports',
}));

export const badHostIp = (node: Node | undefined): string | undefined => {
  const address = text(node);
  return address !== undefined && !isIp(address) ? address : undefined;
};
