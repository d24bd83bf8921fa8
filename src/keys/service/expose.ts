import { limits } from '../../ecs/facts/limits.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import type { PortMapping } from '../../ecs/model.ts';
import { append, onAwsvpc } from '../context.ts';
import { defineKey } from '../define.ts';

export const expose = defineKey<'expose'>({
  handling: 'mapped',
  doc: {
    bridge: '—',
    awsvpc: 'portMappings (containerPort only)',
    note: 'Bridge and host: containers reach each other on every port, and a mapping would publish one, so nothing is written unless Service Connect or a target group uses the port.',
    see: apiPage('PortMapping'),
  },
  harmless: { '**': 'containers on one bridge or host reach each other on every port; a mapping would publish it' },
  map(value, context) {
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

/** `80`, `53/udp` or `3000-3005`; a long range stays one until it is known which of its ports are used by themselves. */
function exposed(entry: string): PortMapping[] {
  const [, first = '', last, protocol = 'tcp'] = /^([0-9]+)(?:-([0-9]+))?(?:\/([a-z]+))?$/i.exec(entry.trim()) ?? [];
  const from = Number(first);
  const to = last === undefined ? from : Number(last);
  const lower = protocol.toLowerCase();
  if (from < 1 || to < from || !['tcp', 'udp'].includes(lower)) return [];
  const kind = lower === 'tcp' ? {} : { protocol: lower };
  if (to - from >= limits.portRangesPerContainer) return [{ containerPortRange: `${from}-${to}`, ...kind }];
  return Array.from({ length: to - from + 1 }, (_, offset) => ({ containerPort: from + offset, ...kind }));
}
