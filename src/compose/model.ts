/**
 * The resolved project, in the shape that `compose2ecs config --format json` prints and the reference implementation defines:
 * short forms are long, defaults are in, references are resolved. Knows nothing of ECS. Frozen where it leaves the library.
 *
 * Units: byte sizes are strings of decimal bytes, durations are Go's spelling (`1m30s`), published ports are strings.
 * Absent means not written and without default.
 * https://github.com/compose-spec/compose-spec/blob/main/spec.md
 */
export interface ProjectModel {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks?: Readonly<Record<string, Network>>;
  readonly volumes?: Readonly<Record<string, Volume>>;
  readonly secrets?: Readonly<Record<string, SecretConfig>>;
  readonly configs?: Readonly<Record<string, ConfigConfig>>;
  readonly models?: Readonly<Record<string, Model>>;
  readonly [extension: `x-${string}`]: unknown;
}

type Strings = readonly string[];
export type StringMap = Readonly<Record<string, string>>;

export interface Service {
  readonly annotations?: StringMap;
  readonly attach?: boolean;
  readonly blkio_config?: Readonly<Record<string, unknown>>;
  readonly build?: Build;
  readonly cap_add?: Strings;
  readonly cap_drop?: Strings;
  readonly cgroup?: string;
  readonly cgroup_parent?: string;
  /** null: the image's own. Empty: cleared. */
  readonly command?: Strings | null;
  readonly configs?: readonly FileReference[];
  readonly container_name?: string;
  readonly cpu_count?: number;
  readonly cpu_percent?: number;
  readonly cpu_period?: number;
  readonly cpu_quota?: number;
  readonly cpu_rt_period?: number;
  readonly cpu_rt_runtime?: number;
  readonly cpu_shares?: number;
  readonly cpus?: number;
  readonly cpuset?: string;
  readonly credential_spec?: { readonly config?: string; readonly file?: string; readonly registry?: string };
  /** Holds what links, volumes_from and `service:` modes imply too: ask `Project.written`. */
  readonly depends_on?: Readonly<Record<string, Dependency>>;
  readonly deploy?: Deploy;
  readonly develop?: Readonly<Record<string, unknown>>;
  readonly device_cgroup_rules?: Strings;
  readonly devices?: readonly { readonly source: string; readonly target?: string; readonly permissions?: string }[];
  readonly dns?: Strings;
  readonly dns_opt?: Strings;
  readonly dns_search?: Strings;
  readonly domainname?: string;
  readonly entrypoint?: Strings | null;
  /** Resolved into `environment`; kept only where reading was asked not to resolve. */
  readonly env_file?: readonly { readonly path: string; readonly required?: boolean; readonly format?: string }[];
  /** null: named, but without a value in the calling environment; such a variable is not set. */
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly expose?: Strings;
  readonly extends?: unknown;
  readonly external_links?: Strings;
  /** `host=address`. */
  readonly extra_hosts?: Strings;
  readonly gpus?: readonly DeviceRequest[];
  readonly group_add?: Strings;
  readonly healthcheck?: HealthCheck;
  readonly hostname?: string;
  readonly image?: string;
  readonly init?: boolean;
  readonly ipc?: string;
  readonly isolation?: string;
  readonly label_file?: Strings;
  readonly labels?: StringMap;
  readonly links?: Strings;
  readonly logging?: { readonly driver?: string; readonly options?: StringMap };
  readonly mac_address?: string;
  readonly mem_limit?: string;
  readonly mem_reservation?: string;
  readonly mem_swappiness?: string;
  readonly memswap_limit?: string;
  readonly models?: Readonly<Record<string, { readonly endpoint_var?: string; readonly model_var?: string } | null>>;
  readonly network_mode?: string;
  readonly networks?: Readonly<Record<string, ServiceNetwork | null>>;
  readonly oom_kill_disable?: boolean;
  readonly oom_score_adj?: number;
  readonly pid?: string;
  readonly pids_limit?: number;
  readonly platform?: string;
  readonly ports?: readonly Port[];
  readonly post_start?: readonly Hook[];
  readonly pre_stop?: readonly Hook[];
  readonly privileged?: boolean;
  readonly profiles?: Strings;
  readonly provider?: { readonly type: string; readonly options?: Readonly<Record<string, Strings>> };
  readonly pull_policy?: string;
  readonly pull_refresh_after?: string;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly runtime?: string;
  readonly scale?: number;
  readonly secrets?: readonly FileReference[];
  readonly security_opt?: Strings;
  readonly shm_size?: string;
  readonly stdin_open?: boolean;
  readonly stop_grace_period?: string;
  readonly stop_signal?: string;
  readonly storage_opt?: StringMap;
  readonly sysctls?: StringMap;
  readonly tmpfs?: Strings;
  readonly tty?: boolean;
  readonly ulimits?: Readonly<Record<string, number | { readonly soft: number; readonly hard: number }>>;
  readonly use_api_socket?: boolean;
  readonly user?: string;
  readonly userns_mode?: string;
  readonly uts?: string;
  readonly volumes?: readonly Mount[];
  readonly volumes_from?: Strings;
  readonly working_dir?: string;
  readonly [extension: `x-${string}`]: unknown;
}

/** The keys of a service that the Compose Specification knows. */
export type ServiceKey = keyof { [K in keyof Service as K extends `x-${string}` ? never : K]: true };

export interface Build {
  readonly context?: string;
  readonly dockerfile?: string;
  readonly [key: string]: unknown;
}

export interface Dependency {
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully';
  readonly restart?: boolean;
  readonly required: boolean;
}

export interface Deploy {
  readonly mode?: string;
  readonly replicas?: number;
  readonly endpoint_mode?: string;
  readonly labels?: StringMap;
  readonly update_config?: UpdateConfig;
  readonly rollback_config?: UpdateConfig;
  readonly resources?: {
    readonly limits?: { readonly cpus?: number; readonly memory?: string; readonly pids?: number };
    readonly reservations?: {
      readonly cpus?: number;
      readonly memory?: string;
      readonly devices?: readonly DeviceRequest[];
      readonly generic_resources?: readonly unknown[];
    };
  };
  readonly restart_policy?: {
    readonly condition?: string;
    readonly delay?: string;
    readonly max_attempts?: number;
    readonly window?: string;
  };
  readonly placement?: {
    readonly constraints?: Strings;
    readonly preferences?: readonly { readonly spread?: string }[];
    readonly max_replicas_per_node?: number;
  };
  readonly [extension: `x-${string}`]: unknown;
}

export interface UpdateConfig {
  readonly parallelism?: number;
  readonly delay?: string;
  readonly failure_action?: string;
  readonly monitor?: string;
  readonly max_failure_ratio?: number;
  readonly order?: string;
}

export interface DeviceRequest {
  readonly capabilities?: Strings;
  readonly driver?: string;
  /** -1: all. */
  readonly count?: number;
  readonly device_ids?: Strings;
  readonly options?: StringMap;
}

export interface HealthCheck {
  readonly test?: Strings;
  readonly interval?: string;
  readonly timeout?: string;
  readonly retries?: number;
  readonly start_period?: string;
  readonly start_interval?: string;
  readonly disable?: boolean;
}

export interface Hook {
  readonly command?: Strings | null;
  readonly [key: string]: unknown;
}

export interface FileReference {
  readonly source: string;
  readonly target?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mode?: string;
}

export interface Port {
  readonly name?: string;
  readonly mode?: string;
  readonly host_ip?: string;
  readonly target: number;
  /** A port, a range `8000-8010` for one target, or absent. */
  readonly published?: string;
  readonly protocol?: string;
  readonly app_protocol?: string;
}

export interface Mount {
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'npipe' | 'cluster' | 'image';
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly consistency?: string;
  readonly bind?: {
    readonly propagation?: string;
    readonly create_host_path?: boolean;
    readonly recursive?: string;
    readonly selinux?: string;
  };
  readonly volume?: { readonly nocopy?: boolean; readonly subpath?: string; readonly labels?: StringMap };
  readonly tmpfs?: { readonly size?: string; readonly mode?: number };
  readonly image?: { readonly subpath?: string };
}

export interface ServiceNetwork {
  readonly aliases?: Strings;
  readonly ipv4_address?: string;
  readonly ipv6_address?: string;
  readonly link_local_ips?: Strings;
  readonly mac_address?: string;
  readonly interface_name?: string;
  readonly driver_opts?: StringMap;
  readonly priority?: number;
  readonly gw_priority?: number;
}

export interface Network {
  readonly name?: string;
  readonly driver?: string;
  readonly driver_opts?: StringMap;
  readonly ipam?: Readonly<Record<string, unknown>>;
  readonly external?: boolean;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly enable_ipv4?: boolean;
  readonly enable_ipv6?: boolean;
  readonly labels?: StringMap;
  readonly [extension: `x-${string}`]: unknown;
}

export interface Volume {
  readonly name?: string;
  readonly driver?: string;
  readonly driver_opts?: StringMap;
  readonly external?: boolean;
  readonly labels?: StringMap;
  readonly [extension: `x-${string}`]: unknown;
}

export interface SecretConfig {
  readonly name?: string;
  readonly file?: string;
  readonly environment?: string;
  readonly external?: boolean;
  readonly labels?: StringMap;
  readonly driver?: string;
  readonly driver_opts?: StringMap;
  readonly template_driver?: string;
  readonly [extension: `x-${string}`]: unknown;
}

export interface ConfigConfig {
  readonly name?: string;
  readonly file?: string;
  readonly content?: string;
  readonly environment?: string;
  readonly external?: boolean;
  readonly labels?: StringMap;
  readonly template_driver?: string;
  readonly [extension: `x-${string}`]: unknown;
}

export interface Model {
  readonly name?: string;
  readonly model?: string;
  readonly context_size?: number;
  readonly runtime_flags?: Strings;
}
