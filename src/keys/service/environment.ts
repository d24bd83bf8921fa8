import { declare } from '../../diagnostics/declare.ts';
import { at, isWritten } from '../context.ts';
import { defineKey } from '../define.ts';
import { containerMember, servicePage } from '../pages.ts';

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

const secretName = /(^|_)(PASSWORD|PASSWD|PASS|PWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)(_|$)/i;
const notItself = /(_FILE|_PATH|_ARN|_NAME|_URL)$|^(PWD|OLDPWD)$|ALLOW_EMPTY/i;
/** `MYSQL_RANDOM_ROOT_PASSWORD=yes` is a switch. */
const noSecret = /^(|yes|no|true|false|on|off|[01])$/i;

const areSorted = (names: readonly string[]): boolean =>
  names.every((name, index) => index === 0 || (names[index - 1] ?? '') <= name);

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
    const names = Object.keys(value);
    if (!areSorted(names)) names.sort();
    for (const name of names) {
      const text = value[name];
      if (typeof text === 'string') {
        variables.push({ name, value: text });
        if (secretName.test(name) && !notItself.test(name) && !noSecret.test(text)) secret.push(name);
      } else if (text === null && isWritten(context, name))
        context.report(environmentNotSet, at(context, name), { name });
    }
    if (variables.length > 0) context.container.definition.environment = variables;
    if (secret.length > 0) context.report(environmentSecret, { path: context.path }, { names: secret.join(', ') });
  },
});
