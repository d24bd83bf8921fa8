import type { LaunchType, NetworkMode, Route, Target } from '../ecs/model.ts';
import type { Path } from '../source/node.ts';

/** Which services share a task, under which names, and how each name that a service uses will resolve. Made by plan/, read by all that follows. */
export interface Deployment {
  readonly target: Target;
  readonly launchType: LaunchType;
  /** In start order. */
  readonly tasks: readonly TaskPlan[];
  /** The task of each Compose service. */
  readonly taskOf: ReadonlyMap<string, TaskPlan>;
  /** ECS container name of each Compose service. */
  readonly containerNames: ReadonlyMap<string, string>;
  /** Every use of another service's name, with how it resolves. */
  readonly references: readonly Reference[];
  /** `links` of each Compose service on bridge, ready to emit: explicit, then inferred; cycle-free. */
  readonly links: ReadonlyMap<string, readonly string[]>;
  /** Sources of `volumes_from` that only hold data: not essential, never linked, never restarted. */
  readonly dataOnly: ReadonlySet<string>;
  /** Services that end by themselves: not essential, no restart policy. */
  readonly runOnce: ReadonlySet<string>;
  /** What each task has to do with Service Connect, by family; absent: nothing. */
  readonly connect?: ReadonlyMap<string, ConnectPlan>;
  /** Virtual hosts, in file order. */
  readonly routes?: readonly Route[];
}

/** A task that joins a Service Connect namespace. */
export interface ConnectPlan {
  readonly namespace: string;
  /** What it offers; empty for a client only. */
  readonly endpoints: readonly ConnectEndpoint[];
  /** The service, key or reference that first asked for it. */
  readonly path: Path;
}

export interface ConnectEndpoint {
  /** Compose service. */
  readonly service: string;
  readonly containerPort: number;
  /** Name of the port mapping, unique in its task. */
  readonly portName: string;
  /** What clients call it. */
  readonly dnsName: string;
}

export interface TaskPlan {
  readonly family: string;
  readonly serviceName: string;
  /** Compose services in start order. */
  readonly services: readonly string[];
  /** Why these services are together, and why others are not: plain sentences for `groups[].reasons`. */
  readonly reasons: readonly string[];
  readonly networkMode: NetworkMode;
  /** `service`: REPLICA; `daemon`: one per instance; `once`: RunTask, no service. */
  readonly run: 'service' | 'daemon' | 'once';
  /** Desired count, or for `once` how many to run. */
  readonly count: number;
  /** Where the count was written; absent when it is the default. */
  readonly countPath?: Path | undefined;
}

export interface Reference {
  /** Compose services. */
  readonly from: string;
  readonly to: string;
  /** The name that is used: service name, link alias, container_name or network alias. */
  readonly name: string;
  /** When the text says one: `db:5432`. */
  readonly port?: number | undefined;
  /** Of the URL it stands in. */
  readonly scheme?: string | undefined;
  readonly path: Path;
  readonly via: 'links' | 'depends_on' | 'environment' | 'command' | 'entrypoint' | 'healthcheck' | 'label';
  /** `connect` is Service Connect; `nothing`: the name will not resolve, and that has been said. */
  readonly resolves: 'link' | 'localhost' | 'connect' | 'nothing';
}
