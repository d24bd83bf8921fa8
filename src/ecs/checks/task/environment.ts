import { limits } from '../../facts/limits.ts';
import { pages } from '../../facts/pages.ts';
import { patterns } from '../../facts/patterns.ts';
import { each, law } from '../law.ts';
import { type ContainerView, containerLaw, type TaskView, taskLaw } from '../task-view.ts';

interface Named {
  readonly label: string;
  readonly name: string;
}

export const secretsRole = law(() => ({
  rule: 'TD075',
  code: 'secrets-execution-role',
  message: 'A container takes secrets, and the task has no execution role.',
  why: 'ECS reads secrets with the rights of the execution role before the container starts.',
  fix: 'Set `executionRoleArn` to a role that may read them.',
  see: pages.secrets,
}));

export const secretAndVariable = law<Named>(() => ({
  rule: 'TD077',
  code: 'secret-name-taken',
  message: ({ label, name }) => `${label} has \`${name}\` as a secret and once more.`,
  why: 'A secret becomes an environment variable; its name is unique among secrets and variables.',
  fix: 'Keep one of them.',
  see: pages.secrets,
}));

export const variableTwice = law<Named>(() => ({
  rule: 'TD077',
  code: 'environment-name-taken',
  severity: 'warning',
  message: ({ label, name }) => `${label} has the environment variable \`${name}\` twice.`,
  why: 'Which of the two the container sees is not documented.',
  fix: 'Keep one of them.',
  see: pages.parameters,
}));

export const variableNameless = law<{ label: string }>(() => ({
  code: 'environment-name-empty',
  message: ({ label }) => `${label} has an environment variable or secret without a name.`,
  why: 'Docker refuses a variable of an empty name, so that the container never starts.',
  fix: 'Name it, or remove it.',
  see: pages.parameters,
}));

export const secretSource = law<Named>(() => ({
  code: 'secret-source',
  message: ({ label, name }) => `Secret \`${name}\` of ${label.toLowerCase()} comes from no place that ECS reads.`,
  why: '`valueFrom` is the ARN of a Secrets Manager secret or SSM parameter, or the name of a parameter in the same Region.',
  fix: 'Write such an ARN or name.',
  see: pages.secrets,
}));

export const environmentFileCount = law<{ label: string; count: number }>(() => ({
  rule: 'TD076',
  code: 'environment-file-count',
  message: ({ label, count }) => `${label} has ${count} environment files.`,
  why: `ECS takes at most ${limits.environmentFiles}.`,
  fix: 'Join them.',
  see: pages.environmentFiles,
}));

export const environmentFileArn = law<{ label: string }>(() => ({
  rule: 'TD076',
  code: 'environment-file-arn',
  message: ({ label }) => `${label} has an environment file that is not the ARN of an S3 object ending in \`.env\`.`,
  why: 'ECS reads environment files from S3 only, and only with that ending.',
  fix: 'Write `arn:aws:s3:::bucket/path/name.env`.',
  see: pages.environmentFiles,
}));

export const secretVersion = law<Named>(() => ({
  code: 'secret-version',
  message: ({ label, name }) =>
    `Secret \`${name}\` of ${label.toLowerCase()} names both a staging label and a version.`,
  why: 'An ARN of Secrets Manager ends in the key, the staging label and the id of the version; of the last two one at most is written.',
  fix: 'Keep one, and the colons of both: `…:KEY:LABEL:` or `…:KEY::VERSION`.',
  see: pages.secrets,
}));

export const environment = containerLaw(['environment', 'secrets', 'environmentFiles'], (container, view) => {
  const { environment, secrets, environmentFiles } = container.value;
  if (environment || secrets) checkNames(container, view);
  if (environmentFiles) checkFiles(container, view);
});

export const secretRights = taskLaw(['secrets', 'logConfiguration'], ({ task, containers, report }) => {
  if (!task.executionRoleArn && containers.some(takesSecrets)) report(secretsRole, []);
});

const takesSecrets = ({ value: { secrets, logConfiguration } }: ContainerView): boolean =>
  (secrets?.length ?? 0) > 0 || (logConfiguration?.secretOptions?.length ?? 0) > 0;

function checkNames(container: ContainerView, { report }: TaskView): void {
  const { environment, secrets } = container.value;
  const names = new Set<string>();
  environment?.forEach((variable, index) => {
    const name = variable?.name;
    if (name === undefined) return;
    if (name === '') report(variableNameless, [...container.path, 'environment', index], { label: container.label });
    if (names.has(name))
      report(variableTwice, [...container.path, 'environment', index], { label: container.label, name });
    names.add(name);
  });
  secrets?.forEach((secret, index) => {
    if (!secret) return;
    const { name = '', valueFrom } = secret;
    const at = [...container.path, 'secrets', index];
    if (secret.name === '') report(variableNameless, at, { label: container.label });
    if (names.has(name)) report(secretAndVariable, at, { label: container.label, name });
    names.add(name);
    if (valueFrom !== undefined && !isSource(valueFrom)) report(secretSource, at, { label: container.label, name });
    else if (patterns.secretTwoVersions.test(valueFrom ?? ''))
      report(secretVersion, at, { label: container.label, name });
  });
}

/** An ARN of another partition or service is left to AWS: only what is neither an ARN nor a parameter's name is wrong. */
const isSource = (text: string): boolean =>
  patterns.secretsManagerArn.test(text) ||
  patterns.ssmArn.test(text) ||
  (text.startsWith('arn:') ? patterns.arn.test(text) : patterns.ssmName.test(text));

function checkFiles(container: ContainerView, { report }: TaskView): void {
  const { value, path, label } = container;
  const count = value.environmentFiles?.length ?? 0;
  if (count > limits.environmentFiles) report(environmentFileCount, [...path, 'environmentFiles'], { label, count });
  for (const { value: file, path: place } of each(value.environmentFiles, 'environmentFiles', container))
    if (file.value !== undefined && !patterns.environmentFileArn.test(file.value))
      report(environmentFileArn, place, { label });
}
