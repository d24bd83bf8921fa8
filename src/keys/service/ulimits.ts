import { declare } from '../../diagnostics/declare.ts';
import { enums } from '../../ecs/facts/enums.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { at } from '../context.ts';
import { defineKey } from '../define.ts';

const see = apiPage('Ulimit');
const names: ReadonlySet<string> = new Set(enums.UlimitName);

export const ulimitUnknown = declare<{ name: string }>(() => ({
  code: 'ulimits/unknown',
  severity: 'error',
  message: ({ name }) => `${name} is no ulimit that ECS knows.`,
  why: `RegisterTaskDefinition takes ${enums.UlimitName.join(', ')}.`,
  fix: 'Correct the name, or remove the limit.',
  see,
  allow: 'the limit is left out',
}));

export const ulimitSoftAboveHard = declare<{ name: string; soft: number; hard: number }>(() => ({
  code: 'ulimits/soft-above-hard',
  severity: 'error',
  message: ({ name, soft, hard }) => `The soft limit of ${name}, ${soft}, is above the hard limit, ${hard}.`,
  why: 'RegisterTaskDefinition rejects a soft limit above the hard one, as the kernel does.',
  fix: 'Lower the soft limit or raise the hard one.',
  see,
}));

export const ulimits = defineKey<'ulimits'>({
  handling: 'mapped',
  doc: {
    bridge: 'ulimits',
    note: 'A single number is both limits; -1 is unlimited; sorted by name. Fargate raises nofile to 65535 by itself.',
    see,
  },
  diagnostics: { ulimitUnknown, ulimitSoftAboveHard },
  map(value, context) {
    const mapped = Object.keys(value)
      .sort()
      .flatMap((name) => {
        const limit = value[name];
        // A single 0 is lost when it is read, as in Compose, which has been told there.
        if (limit === undefined || (typeof limit === 'object' && Object.keys(limit).length === 0)) return [];
        const { soft = 0, hard = 0 } = typeof limit === 'number' ? { soft: limit, hard: limit } : limit;
        if (!names.has(name)) {
          context.report(ulimitUnknown, at(context, name), { name });
          return [];
        }
        if (hard !== -1 && (soft > hard || soft === -1))
          context.report(ulimitSoftAboveHard, at(context, name), { name, soft, hard });
        return [{ name, softLimit: soft, hardLimit: hard }];
      });
    if (mapped.length > 0) context.container.definition.ulimits = mapped;
  },
});
