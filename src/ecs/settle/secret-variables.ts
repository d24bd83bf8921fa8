import type { FileReference, Service } from '../../compose/model.ts';
import { declare } from '../../diagnostics/declare.ts';
import { serviceExtension } from '../../keys/x-ecs.ts';
import type { Path } from '../../source/node.ts';
import type { ContainerDraft } from '../draft.ts';
import { pages } from '../facts/pages.ts';
import { isSecretReference, secretFile, secretValue } from '../secret-value.ts';
import type { Decision, SettleContext } from './context.ts';

const see = pages.secrets;

export const asVariable = declare<{ secret: string; variable: string; file: string }>(() => ({
  code: 'secrets/as-variable',
  severity: 'warning',
  message: ({ secret, variable, file }) =>
    `The secret ${secret} arrives as the variable ${variable}; the file ${file} will not exist.`,
  why: 'ECS hands secrets to a container as variables of its environment, never as files, and no variable such as NAME_FILE says which one the container reads.',
  fix: 'Let the program read the variable, or choose another name for it in x-ecs.secrets.',
  see,
}));

export const replacesVariable = declare<{ variable: string }>(() => ({
  code: 'secrets/replaces-variable',
  severity: 'warning',
  message: ({ variable }) => `The variable ${variable} comes from the secret; its value in environment is dropped.`,
  why: 'ECS refuses a container whose environment and secrets have a name in common.',
  fix: 'Remove the variable from environment.',
  see,
}));

export const fileMissing = declare<{ where: string; file: string }>(() => ({
  code: 'secrets/file-missing',
  severity: 'warning',
  message: ({ where, file }) => `${where} reads ${file}, which will not exist.`,
  why: 'ECS hands secrets to a container as variables of its environment, never as files.',
  fix: 'Let the container read the variable instead: many images take NAME where they take NAME_FILE.',
  see,
}));

export const valueFrom = declare<{ variable: string }>(() => ({
  code: 'x-ecs/secret-value',
  severity: 'error',
  message: ({ variable }) => `x-ecs.secrets does not say where ECS finds ${variable}.`,
  why: 'It takes the ARN of a Secrets Manager secret or of an SSM parameter, the name of a parameter in the Region of the task, or the name of a Compose secret that --secret gives an ARN.',
  fix: 'Write one of these.',
  see,
}));

/** Turns the file secrets of each container into variables: `DB_PASSWORD_FILE=/run/secrets/db` makes the secret `DB_PASSWORD`. */
export const secretVariables: Decision = (context) => {
  context.task.containers.forEach((container) => {
    const service = context.project.model.services[container.service];
    if (service?.secrets || service?.['x-ecs']) settleContainer(container, service, context);
  });
};

/** By variable. */
type Found = Map<string, string>;

function settleContainer(container: ContainerDraft, service: Service, context: SettleContext): void {
  const base = ['services', container.service];
  const found: Found = new Map();
  written(found, service, base, context);
  const files = new Set<string>();
  (service.secrets ?? []).forEach((reference, index) => {
    if (secretValue(reference.source, context.project, context.options)) files.add(secretFile(reference));
    fromFile(found, reference, container, [...base, 'secrets', index], context);
  });
  for (const name of found.keys()) dropVariable(name, container, [...base, 'environment', name], context);
  for (const file of files) mentions(file, service, container, base, context);
  if (found.size > 0)
    container.definition.secrets = [...found]
      .map(([name, value]) => ({ name, valueFrom: value }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `x-ecs.secrets`. */
function written(found: Found, service: Service, base: Path, { project, options, report }: SettleContext): void {
  for (const [variable, value] of Object.entries(serviceExtension(service).secrets ?? {})) {
    const known = project.model.secrets?.[value] ? secretValue(value, project, options)?.valueFrom : value;
    if (known !== undefined && isSecretReference(known)) found.set(variable, known);
    else report(valueFrom, { path: [...base, 'x-ecs', 'secrets'] }, { variable });
  }
}

/** `NAME_FILE` of most official images, `NAME__FILE` of Grafana and Gitea, `FILE__NAME` of linuxserver.io. */
const conventions = [/^(.+?)__?FILE$/, /^FILE__(.+)$/];

function fromFile(
  found: Found,
  reference: FileReference,
  container: ContainerDraft,
  path: Path,
  context: SettleContext,
): void {
  const value = secretValue(reference.source, context.project, context.options)?.valueFrom;
  if (value === undefined) return;
  const file = secretFile(reference);
  const pointing = (container.definition.environment ?? []).filter((variable) => variable.value === file);
  let used = [...found.values()].includes(value);
  for (const { name } of pointing) {
    const variable = conventions.map((convention) => convention.exec(name)?.[1]).find(Boolean);
    if (variable === undefined) continue;
    if (!found.has(variable)) found.set(variable, value);
    used = true;
    container.definition.environment = (container.definition.environment ?? []).filter((other) => other.name !== name);
  }
  if (used) return;
  const variable = reference.source
    .toUpperCase()
    .replace(/[^A-Z0-9_]/g, '_')
    .replace(/^(?=\d)/, '_');
  if (!found.has(variable)) found.set(variable, value);
  context.report(asVariable, { path }, { secret: reference.source, variable, file });
}

function dropVariable(name: string, container: ContainerDraft, path: Path, { report }: SettleContext): void {
  const { environment } = container.definition;
  if (!environment?.some((variable) => variable.name === name)) return;
  container.definition.environment = environment.filter((variable) => variable.name !== name);
  report(replacesVariable, { path }, { variable: name });
}

/** Every text of the container that still reads a secret file. The texts themselves are not shown. */
function mentions(
  file: string,
  service: Service,
  container: ContainerDraft,
  base: Path,
  { report }: SettleContext,
): void {
  const said = (where: string, ...below: Path) => report(fileMissing, { path: [...base, ...below] }, { where, file });
  const reads = (texts: readonly string[] | null | undefined) => texts?.some((text) => names(text, file)) === true;
  for (const { name, value } of container.definition.environment ?? [])
    if (names(value, file)) said(`The variable ${name}`, 'environment', name);
  if (reads(service.command)) said('The command', 'command');
  if (reads(service.entrypoint)) said('The entrypoint', 'entrypoint');
  if (reads(service.healthcheck?.test)) said('The health check', 'healthcheck', 'test');
}

/** The whole path, not the beginning of a longer one. */
function names(text: string, file: string): boolean {
  const at = text.indexOf(file);
  return at >= 0 && !/[\w./-]/.test(text[at + file.length] ?? '');
}
