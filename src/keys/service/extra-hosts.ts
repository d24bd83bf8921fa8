import { declare } from '../../diagnostics/declare.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { lostOnAwsvpc } from '../carry.ts';
import { at } from '../context.ts';
import { defineKey, type KeyContext } from '../define.ts';

const see = apiPage('HostEntry');

export const hostGatewayUnknown = declare<{ name: string }>(() => ({
  code: 'extra_hosts/host-gateway',
  severity: 'error',
  message: ({ name }) => `${name}: ECS does not know host-gateway.`,
  why: 'Docker puts the address of its bridge there; a task definition needs the address itself.',
  fix: 'Say which address it is, on bridge most often --host-gateway 172.17.0.1, or remove the entry.',
  see,
  allow: 'the entry is left out',
}));

export const extraHostMalformed = declare(() => ({
  code: 'extra_hosts/no-address',
  severity: 'warning',
  message: 'The entry names no address and is dropped.',
  why: 'ECS needs a host name and an address.',
  fix: 'Write it as name=address.',
  see,
}));

const lost = lostOnAwsvpc(
  'extra_hosts',
  'The task has a network interface of its own; ECS writes /etc/hosts itself and rejects extraHosts.',
  'Use a private hosted zone in Route 53, or write the entries in the entrypoint.',
  see,
);
export const extraHostsDropped = lost.report;

export const extraHosts = defineKey<'extra_hosts'>({
  handling: 'mapped',
  doc: {
    bridge: 'extraHosts',
    awsvpc: '—',
    note: 'In the order written. host-gateway is an error unless --host-gateway names the address; awsvpc: dropped with a warning.',
    see,
  },
  diagnostics: { hostGatewayUnknown, extraHostMalformed, extraHostsDropped },
  map(value, context) {
    if (lost.where(context)) {
      context.report(extraHostsDropped, { path: context.path });
      return;
    }
    const mapped = value.flatMap((entry, index) => hostEntry(entry, index, context));
    if (mapped.length > 0) context.container.definition.extraHosts = mapped;
  },
});

function hostEntry(entry: string, index: number, context: KeyContext): { hostname: string; ipAddress: string }[] {
  const [, hostname = '', rest = ''] = /^([^=:]+)[=:](.*)$/.exec(entry) ?? [];
  const address = rest.replace(/^\[(.*)\]$/, '$1');
  if (hostname === '' || address === '') {
    context.report(extraHostMalformed, at(context, index));
    return [];
  }
  if (address !== 'host-gateway') return [{ hostname, ipAddress: address }];
  const { hostGateway } = context.options;
  if (hostGateway !== undefined) return [{ hostname, ipAddress: hostGateway }];
  context.report(hostGatewayUnknown, at(context, index), { name: hostname });
  return [];
}
