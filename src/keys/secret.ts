import { declare } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import { secretValue } from '../ecs/secret-value.ts';
import type { ResourceDefinition } from './define.ts';
import { usedFiles } from './used-files.ts';

const see = pages.secrets;

export const secretUnused = declare<{ secret: string }>(() => ({
  code: 'secret/unused',
  severity: 'info',
  message: ({ secret }) => `No service uses the secret ${secret}; nothing is made of it.`,
  why: 'A secret appears in a task definition where a container uses it.',
  fix: 'Remove it, or name it below secrets of a service. Services that a profile leaves out do not count.',
  see,
}));

export const secretSettingDropped = declare<{ part: string }>(() => ({
  code: 'secret/setting-dropped',
  severity: 'warning',
  message: ({ part }) => `${part} of the secret is dropped.`,
  why: 'A task definition only refers to a secret; what belongs to the secret itself is set where it is stored.',
  fix: 'Set it on the secret in Secrets Manager or Parameter Store.',
  see,
}));

export const parameterName = declare<{ secret: string; parameter: string }>(() => ({
  code: 'secret/parameter-name',
  severity: 'warning',
  message: ({ secret, parameter }) => `The external secret ${secret} is taken to be the SSM parameter ${parameter}.`,
  why: 'ECS finds a parameter of its own Region by name; a secret of Secrets Manager only by its ARN. Where there is no such parameter, the task does not start.',
  fix: ({ secret }) => `Say where it is with --secret ${secret}=ARN, or store it under this name.`,
  see,
}));

export const secret: ResourceDefinition<'secrets'> = {
  doc: {
    bridge: 'containerDefinitions[].secrets[].valueFrom',
    note: 'From --secret NAME=ARN, from an ARN in name, or an external name as an SSM parameter. file and environment are never read. labels, driver, driver_opts and template_driver are dropped with a warning.',
    see,
  },
  harmless: {
    'x-*': 'extensions of other tools',
    file: 'where the content lies on this machine; it has to be stored in AWS, which an error says until --secret names it',
    environment:
      'where the content lies on this machine; it has to be stored in AWS, which an error says until --secret names it',
    'labels.*': 'labels are reported as a whole',
    'driver_opts.*': 'the options are reported as a whole',
  },
  diagnostics: { secretUnused, secretSettingDropped, parameterName },
  map(value, { name, path, project, options, report }) {
    if (!usedFiles(project.model).secrets.has(name)) return report(secretUnused, { path }, { secret: name });
    for (const part of ['labels', 'driver', 'driver_opts', 'template_driver'] as const)
      if (value[part] !== undefined) report(secretSettingDropped, { path: [...path, part] }, { part });
    const found = secretValue(name, project, options);
    if (found?.from === 'name') report(parameterName, { path }, { secret: name, parameter: found.valueFrom });
  },
};
