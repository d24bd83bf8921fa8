import { mayHold } from '../../compose/may-hold.ts';
import type { Service } from '../../compose/model.ts';
import type { Project } from '../../compose/project.ts';
import { declare, type Report } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';
import { didYouMean } from '../../source/suggest.ts';
import { type Extensions, noExtensions, ofService, put } from './extensions.ts';

/** The fields of Docker's retired ECS integration. */
const see = 'https://github.com/docker-archive/compose-cli/blob/main/docs/ecs-compose-examples.md';

export const notCarried = declare<{ key: string; why: string; fix: string }>(() => ({
  code: 'x-aws/not-carried',
  severity: 'warning',
  message: ({ key }) => `${key} is not carried over.`,
  why: ({ why }) => why,
  fix: ({ fix }) => fix,
  see,
}));

export const unknownKey = declare<{ key: string; hint: string }>(() => ({
  code: 'x-aws/unknown-key',
  severity: 'warning',
  message: ({ key, hint }) => `${key} is no field of Docker's ECS integration here.${hint}`,
  why: 'It is not read; it changes nothing in the definitions.',
  fix: 'Correct its name or its place, remove it, or say the same in x-ecs.',
  see,
}));

export const xAwsDiagnostics = { notCarried, unknownKey };

const prefix = 'x-aws-';

type Rule = { readonly to: readonly string[] } | { readonly why: string; readonly fix: string };
type Rules = Readonly<Record<string, Rule>>;

const definesNoResources = 'A task definition and a service only refer to resources; they make none.';
const roles = { why: 'Policies belong to a role, and a task definition only names the role.' };
const retention = {
  why: 'How long logs are kept is a setting of the log group, not of the task that writes to it.',
  fix: 'Set it once, as with: aws logs put-retention-policy --log-group-name NAME --retention-in-days DAYS.',
};
const overlay = {
  why: 'It changes a CloudFormation template, and none is made here.',
  fix: 'Say the same with the raw parts of x-ecs: containerDefinition, taskDefinition, service.',
};
const percents: Rules = {
  'x-aws-min_percent': { to: ['service', 'deploymentConfiguration', 'minimumHealthyPercent'] },
  'x-aws-max_percent': { to: ['service', 'deploymentConfiguration', 'maximumPercent'] },
};
const scaling: Rules = {
  'x-aws-autoscaling': {
    why: 'Scaling is a target and a policy of Application Auto Scaling beside the service.',
    fix: 'Register the service there: aws application-autoscaling register-scalable-target.',
  },
};

const topRules: Rules = {
  'x-aws-cluster': { to: ['cluster'] },
  'x-aws-vpc': {
    why: 'A service names subnets and security groups, which say the VPC.',
    fix: 'Give --subnets and --security-groups of that VPC.',
  },
  'x-aws-loadbalancer': { why: definesNoResources, fix: 'Give --target-group SERVICE:PORT=ARN of that load balancer.' },
  'x-aws-cloudformation': overlay,
  'x-aws-logs_retention': retention,
};

const serviceRules: Rules = {
  'x-aws-pull_credentials': { to: ['containerDefinition', 'repositoryCredentials', 'credentialsParameter'] },
  'x-aws-role': { ...roles, fix: 'Put the statements into a role and give it with --task-role.' },
  'x-aws-policies': { ...roles, fix: 'Attach the policies to a role and give it with --task-role.' },
  'x-aws-logs_retention': retention,
  'x-aws-cloudformation': overlay,
  ...percents,
  ...scaling,
};

const deployRules: Rules = { ...percents, ...scaling };

const networkRules: Rules = { 'x-aws-securitygroup': { to: ['securityGroups'] } };
const resourceRules: Readonly<Record<'secrets' | 'volumes' | 'configs', Rules>> = {
  secrets: {
    'x-aws-keys': {
      why: 'Each key of a secret becomes a variable of its own, whose name nothing says.',
      fix: 'Write x-ecs.secrets on the service, such as DB_PASSWORD: ARN:key::.',
    },
  },
  volumes: {},
  configs: {},
};
const portRules: Rules = {
  'x-aws-protocol': {
    why: 'The protocol of a load balancer belongs to its target group and listener.',
    fix: 'Choose it where the target group is made; app_protocol says it to Service Connect.',
  },
};

/** Most projects have none of it in any file, and need not be gone through. */
export const mayHaveXAws = ({ sources }: Project): boolean =>
  sources?.some(({ text }) => mayHold(text, prefix)) ?? true;

/** Everything of `x-aws-*`, mapped or said. */
export function readXAws({ model }: Project, report: Report): Extensions {
  const extensions = noExtensions();
  const { top } = extensions;
  read(model, [], topRules, () => top, report);
  for (const name in model.services) {
    const service = model.services[name];
    if (service) readService(service, name, extensions, report);
  }
  for (const name in model.networks) {
    const network = model.networks[name];
    if (!hasFields(network)) continue;
    const found: Record<string, unknown> = {};
    read(network, ['networks', name], networkRules, () => found, report);
    const group = found.securityGroups;
    if (group !== undefined) top.securityGroups = [...groups(top.securityGroups), ...groups(group)];
  }
  for (const kind of ['secrets', 'volumes', 'configs'] as const)
    for (const name in model[kind]) {
      const resource = model[kind][name];
      if (hasFields(resource)) read(resource, [kind, name], resourceRules[kind], () => top, report);
    }
  return extensions;
}

function readService(service: Service, name: string, extensions: Extensions, report: Report): void {
  const { deploy, ports } = service;
  const own = () => ofService(extensions, name);
  if (hasFields(service)) read(service, ['services', name], serviceRules, own, report);
  if (hasFields(deploy)) read(deploy, ['services', name, 'deploy'], deployRules, own, report);
  const update = deploy?.update_config;
  if (hasFields(update)) read(update, ['services', name, 'deploy', 'update_config'], percents, own, report);
  ports?.forEach((port, index) => {
    if (hasFields(port)) read(port, ['services', name, 'ports', index], portRules, own, report);
  });
}

const groups = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const isField = (key: string): boolean => key.startsWith(prefix);

/** Few have any. */
function hasFields(holder: object | undefined): boolean {
  for (const key in holder) if (isField(key)) return true;
  return false;
}

/** `into` is asked where there is something to carry. */
function read(
  holder: object | undefined,
  at: Path,
  rules: Rules,
  into: () => Record<string, unknown>,
  report: Report,
): void {
  for (const key in holder) {
    if (!isField(key)) continue;
    const value = (holder as Readonly<Record<string, unknown>>)[key];
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    const path = [...at, key];
    if (!rule) report(unknownKey, { path }, { key, hint: didYouMean(key, Object.keys(rules)) });
    else if ('to' in rule) put(into(), rule.to, value);
    else report(notCarried, { path }, { key, why: rule.why, fix: rule.fix });
  }
}
