import type { FileReference } from '../../compose/model.ts';
import { declare } from '../../diagnostics/declare.ts';
import { pages } from '../../ecs/facts/pages.ts';
import { secretValue } from '../../ecs/secret-value.ts';
import type { Path } from '../../source/node.ts';
import { defineKey, type KeyContext } from '../define.ts';
import { instancePath } from '../storage/instance-path.ts';
import { usedFiles } from '../used-files.ts';

export const needsArn = declare<{ secret: string; project: string; file: string }>(() => ({
  code: 'secrets/needs-arn',
  severity: 'error',
  message: ({ secret }) => `Nothing says where ECS finds the secret ${secret}.`,
  why: 'ECS reads secrets from Secrets Manager or from SSM Parameter Store. A file or a variable of this machine is out of its reach, and its content must not stand in a task definition.',
  fix: ({ secret, project, file }) =>
    `Store it once, as with: aws secretsmanager create-secret --name ${project}/${secret} --secret-string file://${file}. Then pass the ARN that comes back with --secret ${secret}=ARN.`,
  see: pages.secrets,
  allow: 'The container starts without the secret.',
}));

export const ownerLost = declare<{ secret: string; lost: string }>(() => ({
  code: 'secrets/owner-lost',
  severity: 'warning',
  message: ({ secret, lost }) => `The ${lost} of the secret ${secret} cannot be carried over.`,
  why: 'ECS hands a secret to the container as a variable of its environment, never as a file that could have an owner or a mode.',
  fix: 'Remove uid, gid and mode, and let the container read the variable.',
  see: pages.secrets,
}));

function needed({ source }: FileReference, path: Path, context: KeyContext): void {
  const { project, options, name, report } = context;
  if (secretValue(source, project, options)) return;
  const uses = usedFiles(project.model).secrets.get(source) ?? [];
  if (uses[0]?.service !== name) return;
  const also = uses
    .filter(({ service }) => service !== name)
    .map((use) => ({ path: use.path, message: `also used by ${use.service}` }));
  report(needsArn, { path, also }, { secret: source, project: project.model.name, file: fileOf(source, context) });
}

/** As it was written; a path that a variable made is not shown. */
function fileOf(name: string, { project, options }: KeyContext): string {
  const file = project.model.secrets?.[name]?.file;
  return (file && instancePath(file, ['secrets', name, 'file'], project, options).shown) || 'FILE';
}

function ownerOf(reference: FileReference, path: Path, { report }: KeyContext): void {
  const lost = (['uid', 'gid', 'mode'] as const).filter((key) => reference[key] !== undefined);
  const [first, ...others] = lost;
  if (first === undefined) return;
  const also = others.map((key) => ({ path: [...path, key], message: `and its ${key}` }));
  report(ownerLost, { path: [...path, first], also }, { secret: reference.source, lost: lost.join(', ') });
}

/** Which variable a secret becomes is decided with the environment, in ecs/settle/secret-variables.ts. */
export const secrets = defineKey<'secrets'>({
  handling: 'mapped',
  doc: {
    bridge: 'containerDefinitions[].secrets',
    note: 'NAME_FILE=/run/secrets/x becomes the secret NAME; a secret that no variable names becomes a variable of its own name, with a warning. The ARN comes from --secret, or from the name of an external secret. uid, gid and mode are lost.',
    see: pages.secrets,
  },
  diagnostics: { needsArn, ownerLost },
  map: (references, context) => {
    const seen = new Set<string>();
    references.forEach((reference, index) => {
      const path = [...context.path, index];
      if (!seen.has(reference.source)) needed(reference, path, context);
      seen.add(reference.source);
      ownerOf(reference, path, context);
    });
  },
});
