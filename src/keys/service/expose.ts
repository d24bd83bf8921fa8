import { declare } from '../../diagnostics/declare.ts';
import { limits } from '../../ecs/facts/limits.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import type { PortMapping } from '../../ecs/model.ts';
import { append, at, onAwsvpc } from '../context.ts';
import { defineKey } from '../define.ts';

const see = apiPage('PortMapping');

export const notAPort = declare<{ entry: string }>(() => ({
  code: 'expose/not-a-port',
  severity: 'warning',
  message: ({ entry }) => `"${entry}" is no port: nothing is opened for it.`,
  why: 'expose lists container ports from 1 to 65535, alone or as a range, with tcp, udp or sctp behind a slash.',
  fix: 'Write a port such as 80, 53/udp or 3000-3005, or remove the entry.',
  see,
}));

export const expose = defineKey<'expose'>({
  handling: 'mapped',
  doc: {
    bridge: '—',
    awsvpc: 'portMappings (containerPort only)',
    note: 'Bridge and host: containers reach each other on every port, and a mapping would publish one, so nothing is written unless Service Connect or a target group uses the port.',
    see,
  },
  harmless: { '**': 'containers on one bridge or host reach each other on every port; a mapping would publish it' },
  diagnostics: { notAPort },
  map(value, context) {
    value.forEach((entry, index) => {
      if (!portsOf(entry)) context.report(notAPort, at(context, index), { entry });
    });
    if (!onAwsvpc(context)) return;
    const { definition } = context.container;
    const taken = new Set(definition.portMappings?.map(portOf));
    for (const mapping of [...new Set(value)].flatMap(exposed)) {
      const port = portOf(mapping);
      if (taken.has(port)) continue;
      taken.add(port);
      definition.portMappings = append(definition.portMappings, mapping);
    }
  },
});

const portOf = ({ containerPort, containerPortRange, protocol = 'tcp' }: PortMapping): string =>
  `${containerPortRange ?? containerPort}/${protocol}`;

interface Exposed {
  readonly from: number;
  readonly to: number;
  readonly protocol: string;
}

/** `80`, `53/udp` or `3000-3005`. */
function portsOf(entry: string): Exposed | undefined {
  const [, first = '', last = first, protocol = 'tcp'] =
    /^([0-9]+)(?:-([0-9]+))?(?:\/(tcp|udp|sctp))?$/i.exec(entry.trim()) ?? [];
  const [from, to] = [Number(first), Number(last)];
  return from >= 1 && from <= to && to <= 65_535 ? { from, to, protocol: protocol.toLowerCase() } : undefined;
}

/** A long range stays one until it is known which of its ports are used by themselves. */
function exposed(entry: string): PortMapping[] {
  const { from, to, protocol } = portsOf(entry) ?? { from: 1, to: 0, protocol: '' };
  if (protocol !== 'tcp' && protocol !== 'udp') return [];
  const kind = protocol === 'tcp' ? {} : { protocol };
  if (to - from >= limits.portRangesPerContainer) return [{ containerPortRange: `${from}-${to}`, ...kind }];
  return Array.from({ length: to - from + 1 }, (_, offset) => ({ containerPort: from + offset, ...kind }));
}
