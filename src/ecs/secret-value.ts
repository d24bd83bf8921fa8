import type { FileReference } from '../compose/model.ts';
import type { Project } from '../compose/project.ts';
import type { Options } from '../options/options.ts';
import { patterns } from './facts/patterns.ts';

/** What ECS can read a secret from. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html */
export const isSecretArn = (text: string): boolean =>
  patterns.secretsManagerArn.test(text) || patterns.ssmArn.test(text);

export const isSecretReference = (text: string): boolean =>
  isSecretArn(text) || (!text.startsWith('arn:') && patterns.ssmName.test(text));

export interface SecretValue {
  readonly valueFrom: string;
  /** `name`: the name of an external secret, taken for that of an SSM parameter. */
  readonly from: 'option' | 'arn' | 'name';
}

/** Where ECS reads a Compose secret; undefined when nothing says it. Never its value: that stays where it is. */
export function secretValue(name: string, project: Project, options: Options): SecretValue | undefined {
  const given = options.secrets[name];
  if (given !== undefined) return { valueFrom: given, from: 'option' };
  const secret = project.model.secrets?.[name];
  const external = secret?.name ?? name;
  if (isSecretArn(external)) return { valueFrom: external, from: 'arn' };
  return secret?.external && isSecretReference(external) ? { valueFrom: external, from: 'name' } : undefined;
}

/** The file that Compose would have mounted. https://docs.docker.com/reference/compose-file/services/#secrets */
export function secretFile({ source, target }: FileReference): string {
  const file = target ?? source;
  return file.startsWith('/') ? file : `/run/secrets/${file}`;
}
