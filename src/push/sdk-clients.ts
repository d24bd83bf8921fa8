import { PortError } from './port.ts';
import type { Probe } from './preflight.ts';
import { lastPart, type Requirement } from './requirements.ts';
import { type Connection, clientSettings } from './sdk.ts';
import { portError } from './sdk-errors.ts';

/** Loads an AWS client package by name; rejects when it is not installed. */
export type LoadPackage = (name: string) => Promise<Record<string, unknown>>;

type Input = Record<string, unknown>;
type Client = new (settings: object) => { send(command: object, options?: object): Promise<Input> };
type CommandClass = new (input: Input) => object;

export const loadPackage: LoadPackage = (name) => import(name) as Promise<Record<string, unknown>>;

/**
 * One call of a client that the user may or may not have installed: the packages are optional peers, and a missing one
 * is said with the command that installs it.
 */
export function optionalClients(connection: Connection, load: LoadPackage, signal?: AbortSignal) {
  return async (packageName: string, client: string, command: string, input: Input, action: string): Promise<Input> => {
    const module = await load(packageName).catch(() => {
      throw new PortError('missing-client', action, `${packageName} is not installed: npm install ${packageName}`);
    });
    const instance = new (module[client] as Client)({ ...clientSettings(connection), retryMode: 'adaptive' });
    try {
      return await instance.send(new (module[command] as CommandClass)(input), signal ? { abortSignal: signal } : {});
    } catch (error) {
      throw portError(error, action);
    }
  };
}

interface ProbeRow {
  readonly package: string;
  readonly client: string;
  readonly command: string;
  readonly action: string;
  readonly input: (name: string) => Input;
  /** Whether the answer holds what was asked for; absent: an answer at all is enough. */
  readonly found?: (output: Input, name: string) => boolean;
}

const list = (output: Input, key: string): readonly Input[] => (output[key] as readonly Input[] | undefined) ?? [];

const probes: Readonly<Partial<Record<Requirement['kind'], ProbeRow>>> = {
  'log-group': {
    package: '@aws-sdk/client-cloudwatch-logs',
    client: 'CloudWatchLogsClient',
    command: 'DescribeLogGroupsCommand',
    action: 'logs:DescribeLogGroups',
    input: (name) => ({ logGroupNamePrefix: name }),
    found: (output, name) => list(output, 'logGroups').some((group) => group.logGroupName === name),
  },
  role: {
    package: '@aws-sdk/client-iam',
    client: 'IAMClient',
    command: 'GetRoleCommand',
    action: 'iam:GetRole',
    input: (name) => ({ RoleName: lastPart(name) }),
  },
  'target-group': {
    package: '@aws-sdk/client-elastic-load-balancing-v2',
    client: 'ElasticLoadBalancingV2Client',
    command: 'DescribeTargetGroupsCommand',
    action: 'elasticloadbalancing:DescribeTargetGroups',
    input: (name) => ({ TargetGroupArns: [name] }),
  },
  namespace: {
    package: '@aws-sdk/client-servicediscovery',
    client: 'ServiceDiscoveryClient',
    command: 'ListNamespacesCommand',
    action: 'servicediscovery:ListNamespaces',
    input: (name) => (name.startsWith('arn:') ? {} : { Filters: [{ Name: 'NAME', Values: [name] }] }),
    found: (output, name) => list(output, 'Namespaces').some((one) => one.Name === name || one.Arn === name),
  },
  subnet: {
    package: '@aws-sdk/client-ec2',
    client: 'EC2Client',
    command: 'DescribeSubnetsCommand',
    action: 'ec2:DescribeSubnets',
    input: (name) => ({ SubnetIds: [name] }),
  },
  'security-group': {
    package: '@aws-sdk/client-ec2',
    client: 'EC2Client',
    command: 'DescribeSecurityGroupsCommand',
    action: 'ec2:DescribeSecurityGroups',
    input: (name) => ({ GroupIds: [name] }),
  },
  'file-system': {
    package: '@aws-sdk/client-efs',
    client: 'EFSClient',
    command: 'DescribeFileSystemsCommand',
    action: 'elasticfilesystem:DescribeFileSystems',
    input: (name) => ({ FileSystemId: name }),
  },
  secret: {
    package: '@aws-sdk/client-secrets-manager',
    client: 'SecretsManagerClient',
    command: 'DescribeSecretCommand',
    action: 'secretsmanager:DescribeSecret',
    input: (name) => ({ SecretId: name }),
  },
  parameter: {
    package: '@aws-sdk/client-ssm',
    client: 'SSMClient',
    command: 'DescribeParametersCommand',
    action: 'ssm:DescribeParameters',
    // The ARN of `/name` is that of `name`.
    input: (name) => ({
      ParameterFilters: [{ Key: 'Name', Values: name.includes('/') ? [name] : [name, `/${name}`] }],
    }),
    found: (output) => list(output, 'Parameters').length > 0,
  },
};

/** What is looked for may stand on a later page, also after an empty one. */
const pageTokens = ['nextToken', 'NextToken'];

/** The packages that preflight and logs can use; optional peers of ours. */
export const optionalPackages: readonly string[] = [...new Set(Object.values(probes).map((row) => row.package))].sort();

/** A probe over the optional clients. It asks for existence only: no value of a secret is ever read. */
export function sdkProbe(connection: Connection, load: LoadPackage = loadPackage, signal?: AbortSignal): Probe {
  const call = optionalClients(connection, load, signal);
  return async ({ kind, name }) => {
    const row = probes[kind];
    if (!row) return undefined;
    try {
      for (let token: Input = {}; ; ) {
        const input = { ...row.input(name), ...token };
        const output = await call(row.package, row.client, row.command, input, row.action);
        if (!row.found || row.found(output, name)) return true;
        const next = pageTokens.filter((key) => output[key]).map((key) => [key, output[key]]);
        if (next.length === 0) return false;
        token = Object.fromEntries(next);
      }
    } catch (error) {
      if (error instanceof PortError && error.kind === 'not-found') return false;
      throw error;
    }
  };
}

/** One line that a container wrote. */
export interface LogLine {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}

/** Reads the lines of a log group that came since a moment, oldest first. */
export type ReadLogs = (group: string, streamPrefix: string, since: number) => Promise<LogLine[]>;

export function sdkLogs(connection: Connection, load: LoadPackage = loadPackage, signal?: AbortSignal): ReadLogs {
  const call = optionalClients(connection, load, signal);
  return async (group, streamPrefix, since) => {
    const lines: LogLine[] = [];
    let nextToken: unknown;
    do {
      const input = { logGroupName: group, logStreamNamePrefix: streamPrefix, startTime: since, nextToken };
      const output = await call(
        '@aws-sdk/client-cloudwatch-logs',
        'CloudWatchLogsClient',
        'FilterLogEventsCommand',
        input,
        'logs:FilterLogEvents',
      );
      for (const event of list(output, 'events'))
        lines.push({
          id: String(event.eventId),
          at: Number(event.timestamp),
          stream: String(event.logStreamName),
          message: String(event.message).replace(/\n$/, ''),
        });
      nextToken = output.nextToken;
    } while (nextToken);
    return lines.sort((a, b) => a.at - b.at);
  };
}
