import type { ServiceKey } from '../../compose/model.ts';
import { type Declaration, declare } from '../../diagnostics/declare.ts';
import { capabilities, defaultCapabilities, fargateCapabilities } from '../../ecs/facts/lists.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { at, linuxParameters, onFargate } from '../context.ts';
import type { KeyContext, MappedKey } from '../define.ts';

type CapabilityKey = Extract<ServiceKey, 'cap_add' | 'cap_drop'>;
const see = apiPage('KernelCapabilities');

const unknown = (key: CapabilityKey): Declaration<{ name: string }> =>
  declare(() => ({
    code: `${key}/unknown`,
    severity: 'error',
    message: ({ name }) => `${name} is no capability that ECS knows.`,
    why: 'RegisterTaskDefinition takes a fixed list of capabilities and rejects any other.',
    fix: `Remove it, or use SYS_ADMIN where that is acceptable (it includes BPF and PERFMON).`,
    see,
    allow: 'the capability is left out',
  }));

export const capAddUnknown = unknown('cap_add');
export const capDropUnknown = unknown('cap_drop');

export const capAddOnFargate = declare<{ name: string }>(() => ({
  code: 'cap_add/fargate-refused',
  severity: 'error',
  message: ({ name }) => `Fargate does not let a container have ${name}.`,
  why: 'SYS_PTRACE is the only capability that may be added there.',
  fix: 'Run the service on EC2 (--target ec2), or remove the capability.',
  see,
  allow: 'the capability is left out',
}));

export const capAddDefault = declare<{ names: string }>(() => ({
  code: 'cap_add/default-on-fargate',
  severity: 'info',
  message: ({ names }) => `Not added, as every container has it: ${names}.`,
  why: 'Fargate takes no addition but SYS_PTRACE, and these belong to the default set. Where cap_drop says ALL, it names the others instead.',
  fix: 'Nothing: the container has what was asked for.',
  see,
}));

const spelled = (name: string): string => name.trim().toUpperCase().replace(/^CAP_/, '');

/** Names of the default set that are asked for on Fargate, which takes them in `cap_drop` alone: by what it leaves out. */
const keptDefaults = (context: KeyContext): readonly string[] =>
  onFargate(context)
    ? (context.service.cap_add ?? []).map(spelled).filter((name) => defaultCapabilities.has(name))
    : [];

const legal = (value: readonly string[], refuse: (name: string, index: number) => boolean): string[] => [
  ...new Set(value.map(spelled).filter((name, index) => !refuse(name, index))),
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
    note: 'Upper case, without CAP_. A name that ECS does not know is an error; on Fargate any but SYS_PTRACE and what every container has anyway.',
    see,
  },
  diagnostics: { capAddUnknown, capAddOnFargate, capAddDefault },
  map(value, context) {
    const kept = keptDefaults(context);
    if (kept.length > 0) context.report(capAddDefault, { path: context.path }, { names: kept.join(', ') });
    const refuse = (name: string, index: number): boolean => {
      if (kept.includes(name)) return true;
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
    note: 'Upper case, without CAP_. A name that ECS does not know is an error. On Fargate ALL becomes the names of all but those in cap_add.',
    see,
  },
  diagnostics: { capDropUnknown },
  map(value, context) {
    const refuse = (name: string, index: number): boolean => {
      if (capabilities.has(name)) return false;
      context.report(capDropUnknown, at(context, index), { name });
      return true;
    };
    const kept = keptDefaults(context);
    const names = legal(value, refuse).flatMap((name) =>
      name === 'ALL' && kept.length > 0 ? [...defaultCapabilities] : [name],
    );
    write(
      context,
      'drop',
      names.filter((name) => !kept.includes(name)),
    );
  },
};
