import type { NetworkMode, Target } from '../ecs/model.ts';

/**
 * Everything that the command line, the library and top-level `x-ecs` may say about the conversion.
 * A written option wins over top-level `x-ecs`, which wins over the default.
 */
export interface Options {
  readonly target: Target;
  readonly networkMode?: NetworkMode;
  readonly group: 'auto' | 'project' | 'service';
  readonly family?: string;
  readonly cluster?: string;
  readonly region?: string;
  /** ARN or name. */
  readonly taskRole?: string;
  readonly executionRole?: string;
  /** Image reference by Compose service. */
  readonly images: Readonly<Record<string, string>>;
  readonly imagePrefix?: string;
  readonly imageTag?: string;
  /** Folder on the container instance that relative binds land under. */
  readonly hostRoot?: string;
  /** Folder on the container instance that named volumes live under, instead of Docker volumes. */
  readonly volumeRoot?: string;
  /** EFS file system by Compose volume. */
  readonly efs: Readonly<Record<string, EfsReference>>;
  readonly ephemeralVolumes: boolean;
  /** Secrets Manager or SSM ARN by Compose secret. */
  readonly secrets: Readonly<Record<string, string>>;
  /** MiB. */
  readonly defaultMemoryReservation?: number;
  /** MiB, a hard limit where none is written. */
  readonly defaultMemory?: number;
  /** MiB that one container instance offers. */
  readonly instanceMemory?: number;
  /** CPU units that one container instance offers. */
  readonly instanceCpu?: number;
  readonly instanceType?: string;
  readonly logGroup?: string;
  readonly createLogGroup: boolean;
  readonly logs: boolean;
  /** Secret ARN by registry host. */
  readonly registryCredentials: Readonly<Record<string, string>>;
  readonly capacityProvider?: string;
  /** Address that `host-gateway` stands for. */
  readonly hostGateway?: string;
  readonly namespace?: string;
  readonly targetGroups: readonly TargetGroupReference[];
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: boolean;
  readonly diagnostics: Strictness;
}

/** Which findings stop a conversion; `x-ecs.diagnostics` or the flags of the same names. */
export interface Strictness {
  /** Any warning. */
  readonly strict: boolean;
  /** Codes whose warnings stop it. */
  readonly deny: readonly string[];
  /** Codes of errors that are lowered to warnings where their declaration allows it. */
  readonly allow: readonly string[];
}

export interface EfsReference {
  readonly fileSystemId: string;
  readonly accessPointId?: string;
}

export interface TargetGroupReference {
  /** Compose service. */
  readonly service: string;
  readonly port: number;
  readonly arn: string;
}

/** Keyed by names that users choose: nothing is inherited, whatever the name. */
const none = Object.freeze(Object.create(null));

export const defaultOptions: Options = Object.freeze({
  target: 'ec2',
  group: 'auto',
  images: none,
  efs: none,
  ephemeralVolumes: false,
  secrets: none,
  createLogGroup: false,
  logs: true,
  registryCredentials: none,
  targetGroups: [],
  subnets: [],
  securityGroups: [],
  assignPublicIp: false,
  diagnostics: { strict: false, deny: [], allow: [] },
});
