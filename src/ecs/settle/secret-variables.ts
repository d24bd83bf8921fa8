import type { FileReference, Service } from '../../compose/model.ts';
import { declare } from '../../diagnostics/declare.ts';
import { serviceExtension } from '../../keys/x-ecs.ts';
import { groupedBy } from '../../source/grouped-by.ts';
import type { Path } from '../../source/node.ts';
import type { ContainerDraft } from '../draft.ts';
import { pages } from '../facts/pages.ts';
import { isSecretReference, secretFile, secretValue } from '../secret-value.ts';
import type { Decision, SettleContext } from './context.ts';
import { SecretFiles } from './secret-files.ts';

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
  const files = fromFiles(found, service.secrets ?? [], container, context);
  dropVariables(found, container, context);
  if (service.secrets) sayMissing(files, service, container, context);
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

/** Gives each secret whose place is known its variables. Returns the files that will not exist. */
function fromFiles(
  found: Found,
  references: readonly FileReference[],
  container: ContainerDraft,
  { project, options, report }: SettleContext,
): SecretFiles {
  const files = new SecretFiles();
  const readers = variablesByValue(container);
  const values = new Set(found.values());
  const replaced = new Set<string>();
  references.forEach((reference, index) => {
    const value = secretValue(reference.source, project, options)?.valueFrom;
    if (value === undefined) return;
    const file = secretFile(reference);
    files.add(file);
    const give = (variable: string): void => {
      if (found.has(variable)) return;
      found.set(variable, value);
      values.add(value);
    };
    let used = values.has(value);
    for (const { name } of readers.get(file) ?? []) {
      const variable = conventions.map((convention) => convention.exec(name)?.[1]).find(Boolean);
      if (variable === undefined) continue;
      give(variable);
      used = true;
      replaced.add(name);
    }
    // Another secret at the same place has no reader of its own.
    readers.delete(file);
    if (used) return;
    const variable = variableOf(reference.source);
    give(variable);
    const path = ['services', container.service, 'secrets', index];
    report(asVariable, { path }, { secret: reference.source, variable, file });
  });
  without(replaced, container);
  return files;
}

function variablesByValue({ definition }: ContainerDraft) {
  return groupedBy(definition.environment ?? [], ({ value }) => value);
}

const variableOf = (secret: string): string =>
  secret
    .toUpperCase()
    .replace(/[^A-Z0-9_]/g, '_')
    .replace(/^(?=\d)/, '_');

function dropVariables(found: Found, container: ContainerDraft, { report }: SettleContext): void {
  const own = new Set(container.definition.environment?.map(({ name }) => name));
  const replaced = new Set([...found.keys()].filter((name) => own.has(name)));
  for (const variable of replaced)
    report(replacesVariable, { path: ['services', container.service, 'environment', variable] }, { variable });
  without(replaced, container);
}

function without(names: ReadonlySet<string>, { definition }: ContainerDraft): void {
  if (names.size > 0) definition.environment = definition.environment?.filter(({ name }) => !names.has(name));
}

/** Every text of the container that still reads a secret file. The texts themselves are not shown. */
function sayMissing(
  files: SecretFiles,
  service: Service,
  { service: name, definition }: ContainerDraft,
  { report }: SettleContext,
): void {
  const sayOf = (where: string, texts: readonly string[] | null | undefined, ...below: Path): void => {
    const named = new Set(texts?.flatMap((text) => [...files.namedIn(text)]));
    for (const file of named) report(fileMissing, { path: ['services', name, ...below] }, { where, file });
  };
  for (const { name: variable, value } of definition.environment ?? [])
    sayOf(`The variable ${variable}`, [value], 'environment', variable);
  sayOf('The command', service.command, 'command');
  sayOf('The entrypoint', service.entrypoint, 'entrypoint');
  sayOf('The health check', service.healthcheck?.test, 'healthcheck', 'test');
}
