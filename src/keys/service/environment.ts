import { declare } from '../../diagnostics/declare.ts';
import { at, isWritten } from '../context.ts';
import { defineKey } from '../define.ts';
import { containerMember, servicePage } from '../pages.ts';
import { writtenName } from '../written-text.ts';

export const environmentNotSet = declare<{ name: string }>(() => ({
  code: 'environment/not-set',
  severity: 'warning',
  message: ({ name }) => `${name} has no value: the variable is not set in the container.`,
  why: 'A name without a value takes it from the calling environment or .env, and neither holds one. ECS cannot ask again at start.',
  fix: 'Set the variable where the conversion runs, give it a value here, or write NAME= for the empty text.',
  see: servicePage('environment'),
}));

export const environmentSecret = declare<{ names: string }>(() => ({
  code: 'environment/plain-secret',
  severity: 'info',
  message: ({ names }) =>
    `By their names these variables hold secrets: ${names}. They stand in the task definition as plain text.`,
  why: 'Whoever may call DescribeTaskDefinition reads them; every revision keeps them.',
  fix: 'Keep them in Secrets Manager or Parameter Store and name the ARN with --secret or x-ecs.secrets.',
  see: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
}));

/** Words of a name in lower case. */
const secretName = /(?<![^_])(?:pass(?:word|wd)?|pwd|secret|token|(?:api|private|access)_?key|credentials?)(?![^_])/;
const notItself = /_(?:file|path|arn|name|url)$|^(?:old)?pwd$|allow_empty/;
/** `MYSQL_RANDOM_ROOT_PASSWORD=yes` is a switch. */
const noSecret: ReadonlySet<string> = new Set(['', 'yes', 'no', 'true', 'false', 'on', 'off', '0', '1']);

function holdsSecret(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  return secretName.test(lower) && !notItself.test(lower) && !noSecret.has(value.toLowerCase());
}

function areSorted(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at++) if ((names[at - 1] ?? '') > (names[at] ?? '')) return false;
  return true;
}

export const environment = defineKey<'environment'>({
  handling: 'mapped',
  doc: {
    bridge: 'environment',
    note: 'Values as strings, sorted by name. A name without a value is not set, with a warning.',
    see: containerMember('environment'),
  },
  diagnostics: { environmentNotSet, environmentSecret },
  map(value, context) {
    const variables: { name: string; value: string }[] = [];
    const secret: string[] = [];
    const shown = (name: string): string => writtenName(context.project, [...context.path, name]);
    const names = Object.keys(value);
    if (!areSorted(names)) names.sort();
    names.forEach((name) => {
      const text = value[name];
      if (typeof text === 'string') {
        variables.push({ name, value: text });
        if (holdsSecret(name, text)) secret.push(shown(name));
      } else if (text === null && isWritten(context, name))
        context.report(environmentNotSet, at(context, name), { name: shown(name) });
    });
    if (variables.length > 0) context.container.definition.environment = variables;
    if (secret.length > 0) context.report(environmentSecret, { path: context.path }, { names: secret.join(', ') });
  },
});
