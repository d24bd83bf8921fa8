import type { Port } from '../../compose/model.ts';
import { enums } from '../../ecs/facts/enums.ts';
import { limits } from '../../ecs/facts/limits.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import type { PortMapping } from '../../ecs/model.ts';
import { at } from '../context.ts';
import { defineKey, type KeyContext } from '../define.ts';
import * as say from './ports/diagnostics.ts';
import { portName } from './ports/name.ts';

export const ports = defineKey<'ports'>({
  handling: 'mapped',
  doc: {
    bridge: 'portMappings (hostPort: published, 0 when none)',
    awsvpc: 'portMappings (containerPort only)',
    note: 'tcp and udp; anything else is an error. A loopback address drops the mapping, another host address is dropped from it, a range for one port takes the first, a published port that differs is lost on awsvpc and host: a warning each. No network: all are dropped. More than 100 neighbouring ports without a host port become containerPortRange.',
    see: apiPage('PortMapping'),
  },
  harmless: {
    '*.mode': 'without Swarm, Compose publishes in both modes alike',
    '*.host_ip': '0.0.0.0 and :: mean every address, as ECS publishes; any other is told',
  },
  diagnostics: say,
  map(value, context) {
    if (context.task.plan.networkMode === 'none') {
      context.report(say.portsWithoutNetwork, { path: context.path });
      return;
    }
    const mappings = mapped(value, context);
    if (mappings.length === 0) return;
    const taken = staticPorts(mappings);
    if (taken > limits.hostPortsPerInstance) context.report(say.portsTooMany, { path: context.path }, { count: taken });
    const { definition } = context.container;
    definition.portMappings = definition.portMappings
      ? [...mappings, ...others(definition.portMappings, mappings)]
      : mappings;
  },
});

/** Static host ports; an instance reserves a limited number of them. */
const staticPorts = (mappings: readonly PortMapping[]): number =>
  mappings.reduce((count, { hostPort = 0 }) => (hostPort > 0 ? count + 1 : count), 0);

/** Each once. */
function mapped(value: readonly Port[], context: KeyContext): PortMapping[] {
  const mappings: PortMapping[] = [];
  const known = value.length > 1 ? new Set<string>() : undefined;
  value.forEach((port, index) => {
    const mapping = portMapping(port, index, context);
    if (!mapping) return;
    if (known) {
      const key = whole(mapping);
      if (known.has(key)) return;
      known.add(key);
    }
    mappings.push(mapping);
  });
  return mappings;
}

/** Mappings that were there before, of other ports. */
function others(earlier: readonly PortMapping[], mappings: readonly PortMapping[]): PortMapping[] {
  const endpoints = new Set(mappings.map(endpoint));
  return earlier.filter((other) => !endpoints.has(endpoint(other)));
}

function portMapping(port: Port, index: number, context: KeyContext): PortMapping | undefined {
  if (!port.target) {
    context.report(say.portZero, at(context, index));
    return undefined;
  }
  const protocol = (port.protocol || 'tcp').toLowerCase();
  if (!(enums.TransportProtocol as readonly string[]).includes(protocol)) {
    context.report(say.portProtocol, at(context, index), { protocol, port: port.target });
    return undefined;
  }
  if (!reachable(port, index, context)) return undefined;
  const hostPort = publishedPort(port, index, context);
  const name = portName(port.name, index, context);
  const appProtocol = applicationProtocol(port, index, context);
  const mapping: PortMapping = name === undefined ? {} : { name };
  mapping.containerPort = port.target;
  if (hostPort !== undefined) mapping.hostPort = hostPort;
  if (protocol !== 'tcp') mapping.protocol = protocol;
  if (appProtocol !== undefined) mapping.appProtocol = appProtocol;
  return mapping;
}

const loopback = /^(127\.|localhost$|::1$|0:0:0:0:0:0:0:1$)/i;
const anyAddress = new Set(['', '0.0.0.0', '::', '0:0:0:0:0:0:0:0', '*']);

/** ECS publishes on every address of the instance: what was private must not become public. */
function reachable({ host_ip: written, target }: Port, index: number, context: KeyContext): boolean {
  if (!written) return true;
  const address = written.replace(/^\[(.*)\]$/, '$1');
  if (loopback.test(address)) {
    context.report(say.portLoopback, at(context, index), { port: target });
    return false;
  }
  if (!anyAddress.has(address)) context.report(say.portHostIp, at(context, index), { address, port: target });
  return true;
}

const digits = /^\d*$/;

/** Bridge: the published port, 0 when Docker chooses. Elsewhere host and container port are one, and only the latter is written. */
function publishedPort(port: Port, index: number, context: KeyContext): number | undefined {
  const range = port.published ?? '';
  const dash = range.indexOf('-');
  const first = dash < 0 ? range : range.slice(0, dash);
  const last = dash < 0 ? first : (range.slice(dash + 1).split('-')[0] ?? '');
  if (!digits.test(first) || Number(first) > 65535) {
    context.report(say.portPublishedInvalid, at(context, index));
    return undefined;
  }
  const { target } = port;
  const mode = context.task.plan.networkMode;
  if (mode === 'bridge') {
    if (last !== first) context.report(say.portRange, at(context, index), { port: target, first, range });
    return Number(first);
  }
  const [from, to] = [Number(first), Number(last)];
  if (from !== 0 && !(from <= target && target <= to))
    context.report(say.portPublishedLost, at(context, index), { port: target, published: first, mode });
  return undefined;
}

const applicationProtocols: Readonly<Record<string, string>> = {
  http: 'http',
  'http/1.1': 'http',
  http2: 'http2',
  'http/2': 'http2',
  h2: 'http2',
  h2c: 'http2',
  grpc: 'grpc',
};

function applicationProtocol({ app_protocol: written }: Port, index: number, context: KeyContext): string | undefined {
  if (!written) return undefined;
  const lower = written.toLowerCase();
  const known = Object.hasOwn(applicationProtocols, lower) ? applicationProtocols[lower] : undefined;
  if (known === undefined) context.report(say.portAppProtocol, at(context, index, 'app_protocol'), { written });
  return known;
}

const endpoint = ({ containerPort, protocol = 'tcp' }: PortMapping): string => `${containerPort}/${protocol}`;
const whole = (mapping: PortMapping): string => `${endpoint(mapping)} ${mapping.hostPort}`;
