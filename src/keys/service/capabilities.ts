import type { ServiceKey } from '../../compose/model.ts';
import { type Declaration, declare } from '../../diagnostics/declare.ts';
import { capabilities, fargateCapabilities } from '../../ecs/facts/lists.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { at, linuxParameters, onFargate } from '../context.ts';
import type { KeyContext, MappedKey } from '../define.ts';

type CapabilityKey = Extract<ServiceKey, 'cap_add' | 'cap_drop'>;
const see = apiPage('KernelCapabilities');

const unknown = (key: CapabilityKey): Declaration<{ name: string }> =>
  declare({
    code: `${key}/unknown`,
    severity: 'error',
    message: ({ name }) => `${name} is no capability that ECS knows.`,
    why: 'RegisterTaskDefinition takes a fixed list of capabilities and rejects any other.',
    fix: `Remove it, or use SYS_ADMIN where that is acceptable (it includes BPF and PERFMON).`,
    see,
    allow: 'the capability is left out',
  });

export const capAddUnknown = unknown('cap_add');
export const capDropUnknown = unknown('cap_drop');

export const capAddOnFargate = declare<{ name: string }>({
  code: 'cap_add/fargate-refused',
  severity: 'error',
  message: ({ name }) => `Fargate does not let a container have ${name}.`,
  why: 'SYS_PTRACE is the only capability that may be added there.',
  fix: 'Run the service on EC2 (--target ec2), or remove the capability.',
  see,
  allow: 'the capability is left out',
});

const legal = (value: readonly string[], refuse: (name: string, index: number) => boolean): string[] => [
  ...new Set(
    value.map((name) => name.trim().toUpperCase().replace(/^CAP_/, '')).filter((name, index) => !refuse(name, index)),
  ),
];

function write(context: KeyContext, list: 'add' | 'drop', names: string[]): void {
  if (names.length === 0) return;
  const parameters = linuxParameters(context);
  parameters.capabilities = { ...parameters.capabilities, [list]: names };
}

export const capAdd: MappedKey<'cap_add'> = {
  handling: 'mapped',
  doc: {
    bridge: 'linuxParameters.capabilities.add',
    fargate: 'linuxParameters.capabilities.add, SYS_PTRACE only',
    note: 'Upper case, without CAP_. A name that ECS does not know, or any but SYS_PTRACE on Fargate, is an error.',
    see,
  },
  diagnostics: { capAddUnknown, capAddOnFargate },
  map(value, context) {
    const refuse = (name: string, index: number): boolean => {
      const wrong = !capabilities.has(name)
        ? capAddUnknown
        : onFargate(context) && !fargateCapabilities.has(name)
          ? capAddOnFargate
          : undefined;
      if (wrong) context.report(wrong, at(context, index), { name });
      return wrong !== undefined;
    };
    write(context, 'add', legal(value, refuse));
  },
};

export const capDrop: MappedKey<'cap_drop'> = {
  handling: 'mapped',
  doc: {
    bridge: 'linuxParameters.capabilities.drop',
    note: 'Upper case, without CAP_. A name that ECS does not know is an error.',
    see,
  },
  diagnostics: { capDropUnknown },
  map(value, context) {
    const refuse = (name: string, index: number): boolean => {
      if (capabilities.has(name)) return false;
      context.report(capDropUnknown, at(context, index), { name });
      return true;
    };
    write(context, 'drop', legal(value, refuse));
  },
};
