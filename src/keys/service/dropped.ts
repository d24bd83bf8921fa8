import type { ServiceKey } from '../../compose/model.ts';
import { declare } from '../../diagnostics/declare.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import type { DroppedKey } from '../define.ts';
import { servicePage } from '../pages.ts';

/** A key that ECS has nothing for: why that matters, and what to do. */
function dropped(key: ServiceKey, why: string, fix: string, severity: Severity = 'warning'): DroppedKey {
  const see = servicePage(key);
  return {
    handling: 'dropped',
    doc: { bridge: '—', note: why, see },
    report: declare(() => ({
      code: `${key}/dropped`,
      severity,
      message: `${key} is dropped: ECS has no counterpart.`,
      why,
      fix,
      see,
    })),
  };
}

const instanceTuning = 'Set it on the container instance, for instance in its user data, if the application needs it.';
const noBlockLimits = 'Use a volume type with the throughput that is wanted, such as gp3.';

export const droppedKeys = {
  annotations: dropped(
    'annotations',
    'A task definition has no OCI annotations.',
    'Put what tools should read into labels: they become dockerLabels.',
    'info',
  ),
  blkio_config: dropped('blkio_config', 'ECS sets no limits on block devices.', noBlockLimits),
  cgroup: dropped('cgroup', 'The ECS agent chooses the cgroup namespace of a container.', 'Remove the key.'),
  cgroup_parent: dropped(
    'cgroup_parent',
    'The ECS agent puts each task below a cgroup of its own.',
    'Use cpus and mem_limit to bound the containers.',
  ),
  cpu_count: dropped(
    'cpu_count',
    'It counts CPUs of a Windows container; ECS bounds CPU by units.',
    'Use cpus, which becomes the CPU size of the task.',
  ),
  cpu_percent: dropped(
    'cpu_percent',
    'It bounds a Windows container by percent; ECS bounds CPU by units.',
    'Use cpus, which becomes the CPU size of the task.',
  ),
  cpu_rt_period: dropped('cpu_rt_period', 'ECS does not schedule containers in real time.', instanceTuning),
  cpu_rt_runtime: dropped('cpu_rt_runtime', 'ECS does not schedule containers in real time.', instanceTuning),
  cpuset: dropped(
    'cpuset',
    'ECS does not pin containers to cores; the container may run on all of them.',
    'Bound it with cpus, or choose an instance type with the right number of cores.',
  ),
  device_cgroup_rules: dropped(
    'device_cgroup_rules',
    'ECS knows single devices, not rules for classes of them.',
    'List each device under devices.',
  ),
  dns_opt: dropped(
    'dns_opt',
    'ECS carries servers and search domains, no resolver options.',
    'Write the options into /etc/resolv.conf in the entrypoint, if they are needed.',
  ),
  domainname: dropped(
    'domainname',
    'ECS sets a host name only; the container has no NIS domain name.',
    'Put the full name into hostname (bridge and host mode).',
  ),
  external_links: dropped(
    'external_links',
    'A container outside the task cannot be linked; its name will not resolve.',
    'Reach it by a DNS name: Service Connect, Cloud Map or the address of the host.',
  ),
  group_add: dropped(
    'group_add',
    'ECS sets one user and one group; the supplementary groups are lost, and with them access to their files.',
    'Set the group in user (uid:gid), or create the groups in the image.',
  ),
  isolation: dropped('isolation', 'ECS does not choose the isolation of Windows containers.', 'Remove the key.'),
  mac_address: dropped(
    'mac_address',
    'ECS assigns the hardware addresses.',
    'License software by something else than the MAC address.',
  ),
  oom_kill_disable: dropped(
    'oom_kill_disable',
    'A container above its memory limit is killed on ECS.',
    'Give it enough memory, or only a reservation.',
  ),
  oom_score_adj: dropped(
    'oom_score_adj',
    'ECS does not weigh containers for the out-of-memory killer.',
    'Give each container a memory limit, so that the right one is killed.',
  ),
  pids_limit: {
    ...dropped(
      'pids_limit',
      'ECS does not limit the number of processes of a container.',
      'ulimits nproc comes near, but counts by user.',
    ),
    idle: [0, -1],
  },
  post_start: dropped(
    'post_start',
    'ECS runs no command in a container after it started.',
    'Run it from the entrypoint, or in a container of its own that the others depend on.',
  ),
  pre_stop: dropped(
    'pre_stop',
    'ECS runs no command in a container before it stops; it sends SIGTERM and waits.',
    'Catch SIGTERM in the entrypoint and run the command there.',
  ),
  pull_policy: dropped(
    'pull_policy',
    'When images are pulled is set on the container instance (ECS_IMAGE_PULL_BEHAVIOR); Fargate always pulls.',
    'Set ECS_IMAGE_PULL_BEHAVIOR on the instances if the default does not suit.',
    'info',
  ),
  runtime: dropped(
    'runtime',
    'ECS does not choose the OCI runtime of a container; the instance default applies.',
    'For nvidia, reserve GPUs with gpus or deploy.resources.reservations.devices.',
  ),
  stop_signal: dropped(
    'stop_signal',
    'ECS stops a container with the STOPSIGNAL of its image, SIGTERM if there is none.',
    'Write STOPSIGNAL into the Dockerfile.',
  ),
  userns_mode: dropped('userns_mode', 'ECS does not choose the user namespace of a container.', instanceTuning),
  uts: dropped(
    'uts',
    'Each container of ECS has a UTS namespace of its own.',
    'Set hostname, if it is the name that matters.',
  ),
} as const satisfies Partial<Record<ServiceKey, DroppedKey>>;
