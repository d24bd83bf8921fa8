import type { ServiceNetwork } from '../../compose/model.ts';
import { written } from '../../compose/project.ts';
import { serviceRanks } from '../../compose/service-ranks.ts';
import { declare } from '../../diagnostics/declare.ts';
import { pages } from '../../ecs/facts/pages.ts';
import { at, companions, isWritten } from '../context.ts';
import { defineKey, type KeyContext } from '../define.ts';
import { resourcePage, servicePage } from '../pages.ts';

export const networkPartDropped = declare<{ part: string }>(() => ({
  code: 'networks/part-dropped',
  severity: 'warning',
  message: ({ part }) => `${part} is dropped.`,
  why: 'ECS attaches a task to the bridge of the instance, to its host network or to a VPC, and assigns the addresses itself.',
  fix: 'Reach the service by its name instead of an address of its own.',
  see: servicePage('networks'),
}));

export const isolationLost = declare<{ others: string }>(() => ({
  code: 'networks/isolation-lost',
  severity: 'info',
  message: ({ others }) =>
    `It shares no network with ${others}, yet on ECS they can reach each other: they run in one task.`,
  why: 'The containers of a task are on one bridge, or share one network interface.',
  fix: 'Give them tasks of their own (--group service, or x-ecs.task), and keep them apart by security groups.',
  see: pages.networking,
}));

/** Parts of a network attachment that ECS has nothing for; aliases are taken into account when names are planned. */
const parts = [
  'ipv4_address',
  'ipv6_address',
  'link_local_ips',
  'mac_address',
  'interface_name',
  'driver_opts',
  'priority',
  'gw_priority',
] as const satisfies readonly (keyof ServiceNetwork)[];

export const networks = defineKey<'networks'>({
  handling: 'mapped',
  doc: {
    bridge: '—',
    note: 'The containers of a task reach each other. Aliases become link or Service Connect aliases; addresses and options are dropped with a warning; isolation that is lost is an info.',
    see: resourcePage('networks'),
  },
  parts: {
    '*.aliases': {
      bridge: 'links (alias)',
      awsvpc: 'serviceConnectConfiguration',
      note: 'Where another service uses the alias; one alias per Service Connect endpoint, others are lost with a warning.',
      see: pages.serviceConnect,
    },
    ...Object.fromEntries(
      parts.map((part) => [
        `*.${part}`,
        { bridge: '—', note: 'Dropped with a warning.', see: servicePage('networks') },
      ]),
    ),
  },
  harmless: {
    '*': 'the containers of a task reach each other without it',
    '*.aliases':
      'an alias that another service uses is carried as a link or Service Connect alias; nobody asks for any other',
  },
  diagnostics: { networkPartDropped, isolationLost },
  map(value, context) {
    for (const name in value) {
      const attachment = value[name];
      if (attachment) sayDropped(attachment, name, context);
    }
    if (written(context.project, context.path)) sayIsolation(value, context);
  },
});

function sayDropped(attachment: ServiceNetwork, name: string, context: KeyContext): void {
  for (const part of parts)
    if (attachment[part] !== undefined && isWritten(context, name, part))
      context.report(networkPartDropped, at(context, name, part), { part });
}

/** Said once for each pair, at the later of the two. */
function sayIsolation(own: Readonly<Record<string, unknown>>, context: KeyContext): void {
  const { project, name, report, path } = context;
  const ranks = serviceRanks(project.model);
  const rankOf = (service: string): number => ranks.get(service) ?? 0;
  const apart = companions(context).filter((other) => {
    const theirs = Object.keys(project.model.services[other]?.networks ?? {});
    return rankOf(other) < rankOf(name) && theirs.length > 0 && !theirs.some((each) => Object.hasOwn(own, each));
  });
  if (apart.length === 0) return;
  apart.sort((one, other) => rankOf(one) - rankOf(other));
  report(isolationLost, { path }, { others: apart.join(', ') });
}
