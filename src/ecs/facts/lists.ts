/**
 * Lists that ECS documents but types as plain strings.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Without the prefix `CAP_`. */
export const capabilities = words(`
  ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER
  KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP
  SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO
  SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM`);

/** What may be added on Fargate; any may be dropped there. */
export const fargateCapabilities = words('SYS_PTRACE');

/** What Docker gives every container that asks for nothing. https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities */
export const defaultCapabilities = words(`
  AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID
  SYS_CHROOT`);

/** The last six take a value after `=`; ECS lists them bare, and whether it takes a value is not documented. */
export const tmpfsOptions = words(`
  defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime
  nodiratime bind rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime
  strictatime nostrictatime mode uid gid nr_inodes nr_blocks mpol`);

const ipcSysctls = words(`
  kernel.msgmax kernel.msgmnb kernel.msgmni kernel.sem kernel.shmall kernel.shmmax kernel.shmmni
  kernel.shm_rmid_forced`);

/** Which namespace a sysctl belongs to; `undefined` when ECS does not take it. */
export function sysctlNamespace(name: string): 'ipc' | 'net' | undefined {
  if (ipcSysctls.has(name) || /^fs\.mqueue\../.test(name)) return 'ipc';
  return /^net\../.test(name) ? 'net' : undefined;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html */
export const logDrivers = {
  EC2: words('awslogs fluentd gelf json-file journald syslog splunk awsfirelens'),
  EXTERNAL: words('awslogs fluentd gelf json-file journald syslog splunk awsfirelens'),
  FARGATE: words('awslogs splunk awsfirelens'),
  MANAGED_INSTANCES: words('awslogs splunk awsfirelens json-file'),
} as const;

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
export const awslogs = {
  known: words(`
    awslogs-create-group awslogs-datetime-format awslogs-group awslogs-multiline-pattern awslogs-region
    awslogs-stream-prefix max-buffer-size mode`),
  required: ['awslogs-group', 'awslogs-region'],
  requiredOnFargate: ['awslogs-stream-prefix'],
  exclusive: ['awslogs-datetime-format', 'awslogs-multiline-pattern'],
  modes: words('blocking non-blocking'),
} as const;

/** Operating systems that Fargate runs. */
export const fargateSystems = words(`
  LINUX WINDOWS_SERVER_2019_CORE WINDOWS_SERVER_2019_FULL WINDOWS_SERVER_2022_CORE WINDOWS_SERVER_2022_FULL
  WINDOWS_SERVER_2025_CORE WINDOWS_SERVER_2025_FULL`);
