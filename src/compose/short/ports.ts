import { declare } from '../../diagnostics/declare.ts';
import { isFloat, type Node, type ScalarNode } from '../../source/node.ts';
import { get, list, part, record, scalar, span, text } from '../nodes.ts';
import type { Context } from '../rules.ts';
import { isIp } from './ip.ts';

export const portInvalid = declare<{ reason: string }>(() => ({
  code: 'ports/invalid',
  severity: 'error',
  message: ({ reason }) => `This is no port mapping: ${reason}`,
  why: 'Compose cannot tell which port is meant.',
  fix: 'Write [HOST-IP:][HOST-PORT:]CONTAINER-PORT[/PROTOCOL], in quotes, such as "127.0.0.1:8080:80/tcp".',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ports',
}));

interface Range {
  readonly first: number;
  readonly last: number;
}

const digits = /^\d+$/;

/** `80` or `8000-8010`; ports are 16 bits wide. */
function portRange(text: string): Range | undefined {
  const dash = text.indexOf('-');
  const start = dash < 0 ? text : text.slice(0, dash);
  const end = dash < 0 ? text : text.slice(dash + 1);
  if (!digits.test(start) || (dash >= 0 && !digits.test(end))) return undefined;
  const first = Number(start);
  const last = Number(end);
  return first <= last && last <= 65535 ? { first, last } : undefined;
}

/** A list of ports: a number, a text, or the long form. A range becomes one entry per container port. */
export function portsShort(node: Node, context: Context): Node {
  if (node.kind !== 'list') return node;
  const made: Node[] = [];
  node.items.forEach((item, index) => {
    if (item.kind === 'map') made.push(item);
    else if (item.kind === 'scalar' && typeof item.value === 'string')
      made.push(...expand(item, item.value, index, context));
    else if (item.kind === 'scalar' && typeof item.value === 'number' && !isFloat(item))
      made.push(record(item, { target: item }));
    else refuse(item, 'it is neither a whole number nor a text', index, context);
  });
  return list(made, node);
}

/** What still holds a variable, because none were filled in, is kept as it is. */
function refuse(item: Node, reason: string, index: number, { report, path }: Context): readonly Node[] {
  const spec = item.kind === 'scalar' ? String(item.value) : item.kind;
  report(portInvalid, { path: [...path, index], place: span(item), related: [] }, { reason });
  return spec.includes('${') ? [item] : [];
}

const protocols: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp']);

/** From the right: an IPv6 address has colons of its own, with or without brackets. */
function expand(item: ScalarNode, spec: string, index: number, context: Context): readonly Node[] {
  const no = (reason: string) => refuse(item, reason, index, context);
  const colon = spec.lastIndexOf(':');
  const before = colon < 0 ? -1 : spec.lastIndexOf(':', colon - 1);
  const slash = spec.indexOf('/', colon + 1);
  const end = slash < 0 ? spec.length : slash;
  if (end === colon + 1) return no('the container port is missing');
  const protocolText = spec.slice(end + 1);
  const protocol = (protocolText || 'tcp').toLowerCase();
  if (!protocols.has(protocol)) return no('the protocol is none of tcp, udp, sctp');
  const address = before < 0 ? '' : spec.slice(0, before).replace(/^\[(.*)\]$/, '$1');
  if (address !== '' && !isIp(address)) return no('the address is no IP address');
  const target = portRange(spec.slice(colon + 1, end));
  if (!target) return no('the container port is neither a port nor a range');
  const hostText = colon < 0 ? '' : spec.slice(before + 1, colon);
  const host = hostText === '' ? undefined : portRange(hostText);
  if (hostText !== '' && !host) return no('the host port is neither a port nor a range');
  const count = target.last - target.first;
  if (host && count > 0 && count !== host.last - host.first) return no('the two ranges differ in length');
  return pairs(target, host).map(({ port, published }) =>
    record(item, {
      mode: scalar('ingress', item, true),
      host_ip: address === '' ? undefined : part(item, 0, before, address),
      target: part(item, colon + 1, end, port),
      published: published === undefined ? undefined : part(item, before + 1, colon, published),
      protocol: protocolText === '' ? scalar(protocol, item, true) : part(item, end + 1, spec.length, protocol),
    }),
  );
}

interface Pair {
  readonly port: number;
  readonly published: string | undefined;
}

/** In the order of their texts, as the reference has them: `10000` before `9999`. A host range for one port stays a range. */
function pairs(target: Range, host: Range | undefined): readonly Pair[] {
  if (target.first === target.last) {
    const single = host && (host.first === host.last ? String(host.first) : `${host.first}-${host.last}`);
    return [{ port: target.first, published: single }];
  }
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
  return address && !isIp(address) ? address : undefined;
};
