import type { RunTask, ServiceDefinition, Tag, TaskDefinition } from '../ecs/model.ts';

/**
 * All that push needs of ECS, in our own words: narrow enough to be played by a table in tests, and the only thing that
 * plan, apply and the commands know. `sdk.ts` speaks it over the AWS SDK. Every call may reject with a `PortError`.
 */
export interface EcsPort {
  /** The newest ACTIVE revision of a family, with its tags; undefined when there is none. */
  latestTaskDefinition(family: string): Promise<LiveTaskDefinition | undefined>;
  taskDefinition(reference: string): Promise<LiveTaskDefinition | undefined>;
  registerTaskDefinition(definition: TaskDefinition): Promise<LiveTaskDefinition>;
  /** ARNs of the ACTIVE revisions of a family, newest first. */
  revisions(family: string): Promise<string[]>;
  /** The region that calls go to; undefined where it is not known. */
  region(): Promise<string | undefined>;
  cluster(name: string): Promise<LiveCluster | undefined>;
  /** Services that exist and are not INACTIVE, in any order. */
  services(cluster: string, names: readonly string[]): Promise<LiveService[]>;
  /** Names of all services of a cluster. */
  serviceNames(cluster: string): Promise<string[]>;
  createService(service: ServiceDefinition, clientToken: string): Promise<LiveService>;
  updateService(change: ServiceChange): Promise<LiveService>;
  deleteService(cluster: string, name: string): Promise<void>;
  tag(arn: string, tags: readonly Tag[]): Promise<void>;
  runTask(task: RunTask & { readonly clientToken?: string; readonly overrides?: unknown }): Promise<RunResult>;
  tasks(cluster: string, arns: readonly string[]): Promise<LiveTask[]>;
  taskArns(
    cluster: string,
    by: { readonly service?: string; readonly family?: string; readonly stopped?: boolean },
  ): Promise<string[]>;
  stopTask(cluster: string, arn: string, reason: string): Promise<void>;
}

export interface LiveTaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  /** As DescribeTaskDefinition returns it, defaults of ECS included. */
  readonly definition: TaskDefinition;
}

export interface LiveCluster {
  readonly name: string;
  readonly status: string;
  readonly instances: number;
  readonly capacityProviders: readonly string[];
  readonly defaultNamespace?: string;
}

export interface LiveService {
  readonly arn: string;
  readonly status: string;
  /** As DescribeServices returns it, brought into the shape of the CreateService input. */
  readonly definition: ServiceDefinition;
  /** ARN of the revision that the service is set to. */
  readonly taskDefinitionArn: string;
  readonly running: number;
  readonly pending: number;
  readonly deployments: readonly LiveDeployment[];
  /** Newest first. */
  readonly events: readonly { readonly id: string; readonly at: Date; readonly message: string }[];
}

export interface LiveDeployment {
  readonly id: string;
  readonly status: string;
  readonly rollout: 'COMPLETED' | 'IN_PROGRESS' | 'FAILED' | undefined;
  readonly reason?: string;
  readonly taskDefinitionArn: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
}

/** An UpdateService input: the service, and only what changes. */
export interface ServiceChange
  extends Partial<Omit<ServiceDefinition, 'serviceName' | 'launchType' | 'schedulingStrategy' | 'role' | 'tags'>> {
  readonly service: string;
  readonly forceNewDeployment?: boolean;
}

export interface RunResult {
  readonly tasks: readonly LiveTask[];
  readonly failures: readonly { readonly arn?: string; readonly reason: string; readonly detail?: string }[];
}

export interface LiveTask {
  readonly arn: string;
  readonly definitionArn: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly health?: string;
  readonly createdAt?: Date;
  readonly stoppedReason?: string;
  readonly stopCode?: string;
  readonly group?: string;
  readonly containers: readonly {
    readonly name: string;
    readonly status?: string;
    readonly health?: string;
    readonly exitCode?: number;
    readonly reason?: string;
    readonly ports: readonly { readonly container: number; readonly host?: number; readonly protocol?: string }[];
  }[];
}

/** Why a call failed, as far as it changes what to do next. */
export type PortErrorKind =
  | 'access-denied'
  | 'credentials'
  | 'region'
  | 'not-found'
  | 'invalid'
  | 'throttled'
  | 'server'
  | 'network'
  | 'aborted'
  | 'missing-client';

export class PortError extends Error {
  readonly kind: PortErrorKind;
  /** API action, such as `ecs:CreateService`. */
  readonly action: string;

  constructor(kind: PortErrorKind, action: string, message: string) {
    super(message);
    this.name = 'PortError';
    this.kind = kind;
    this.action = action;
  }
}
