import { declare } from '../../diagnostics/declare.ts';
import { pages } from '../../ecs/facts/pages.ts';
import { patterns } from '../../ecs/facts/patterns.ts';
import { lostOnFargate } from '../carry.ts';
import { at } from '../context.ts';
import { defineKey } from '../define.ts';
import { containerMember } from '../pages.ts';

const see = containerMember('dockerSecurityOptions');

export const securityOptionDropped = declare<{ name: string }>(() => ({
  code: 'security_opt/dropped',
  severity: 'warning',
  message: ({ name }) => `The security option ${name} is dropped.`,
  why: 'ECS carries no-new-privileges, AppArmor and SELinux options; Docker’s default seccomp profile always applies.',
  fix: 'Remove the option; if the application fails under the default profile, cap_add may give it what it needs.',
  see,
}));

const lost = lostOnFargate(
  'security_opt',
  'RegisterTaskDefinition rejects dockerSecurityOptions of Fargate tasks.',
  'Remove the key; Fargate isolates each task in a machine of its own.',
  pages.fargate,
);

export const securityOpt = defineKey<'security_opt'>({
  handling: 'mapped',
  doc: {
    bridge: 'dockerSecurityOptions',
    fargate: '—',
    note: 'no-new-privileges, apparmor:… and label:… in the spelling of ECS; seccomp, systempaths, unmask, and all on Fargate: dropped with a warning.',
    see,
  },
  diagnostics: { securityOptionDropped, securityOptOnFargate: lost.report },
  map(value, context) {
    if (lost.where(context)) {
      context.report(lost.report, { path: context.path });
      return;
    }
    const options = value.flatMap((entry, index) => {
      const option = spelled(entry);
      if (option !== undefined && !patterns.dockerSecurityOption.test(option)) {
        context.report(securityOptionDropped, at(context, index), { name: entry.split(/[=:]/)[0] ?? entry });
        return [];
      }
      return option === undefined ? [] : [option];
    });
    if (options.length > 0) context.container.definition.dockerSecurityOptions = [...new Set(options)];
  },
});

/** `apparmor=x` is `apparmor:x` in ECS; `no-new-privileges:false` asks for nothing. */
function spelled(entry: string): string | undefined {
  const [, name = entry, value] = /^([a-z-]+)[=:](.*)$/.exec(entry.trim()) ?? [];
  if (name === 'no-new-privileges') return value === 'false' ? undefined : name;
  return value === undefined ? name : `${name}:${value}`;
}
