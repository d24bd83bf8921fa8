import { apiPage, pages } from '../../../ecs/facts/pages.ts';
import type { KeyDoc } from '../../define.ts';
import { containerMember, deployPage, serviceMember, taskMember } from '../../pages.ts';

const configuration = apiPage('DeploymentConfiguration');
const lost = (see: string, note = 'Dropped with a warning.'): KeyDoc => ({ bridge: '—', note, see });

/** What becomes of each part of `deploy`. */
export const deployParts: Readonly<Record<string, KeyDoc>> = {
  mode: {
    bridge: 'schedulingStrategy',
    fargate: 'error for global',
    note: 'replicated is REPLICA, global DAEMON; jobs become runTasks and no service.',
    see: serviceMember('schedulingStrategy'),
  },
  replicas: {
    bridge: 'desiredCount',
    note: 'As written; at most 10 for a run-once task. Services of one task share the count.',
    see: serviceMember('desiredCount'),
  },
  endpoint_mode: lost(deployPage('endpoint_mode'), 'vip is how ECS balances; dnsrr is dropped with an info.'),
  labels: { bridge: 'tags of the service', note: 'What cannot be a tag is dropped with a warning.', see: pages.tags },
  'update_config.parallelism': {
    bridge: 'minimumHealthyPercent, maximumPercent',
    note: 'With order: start-first 100 and 100 + 100·P/N rounded up (at most 200), stop-first 100·(N−P)/N rounded down and 100. 0 is all at once.',
    see: configuration,
  },
  'update_config.order': {
    bridge: 'minimumHealthyPercent, maximumPercent',
    note: 'See parallelism. stop-first is Compose’s default where only parallelism is written.',
    see: configuration,
  },
  'update_config.failure_action': {
    bridge: 'deploymentCircuitBreaker',
    note: 'rollback: enabled with rollback; pause: enabled; continue: not enabled.',
    see: configuration,
  },
  'update_config.max_failure_ratio': {
    bridge: 'deploymentCircuitBreaker.thresholdConfiguration',
    note: 'Percent of the desired count, UNBOUNDED_PERCENT, at least 1.',
    see: configuration,
  },
  'update_config.delay': lost(configuration),
  'update_config.monitor': lost(configuration),
  rollback_config: lost(configuration),
  'restart_policy.condition': {
    bridge: 'restartPolicy',
    note: 'any: enabled; on-failure also ignores exit code 0; none as restart: no.',
    see: pages.restart,
  },
  'restart_policy.window': {
    bridge: 'restartPolicy.restartAttemptPeriod',
    note: 'Seconds, rounded up, 60 to 1800 with a warning; 60 when not written.',
    see: pages.restart,
  },
  'restart_policy.delay': lost(pages.restart),
  'restart_policy.max_attempts': lost(pages.restart),
  'placement.constraints': {
    bridge: 'placementConstraints memberOf',
    fargate: '—',
    note: 'node.labels.K, engine.labels.K, node.platform.arch and .os become attributes; all others, and all on Fargate, are dropped with a warning.',
    see: pages.placement,
  },
  'placement.preferences': {
    bridge: 'placementStrategy spread',
    fargate: '—',
    note: 'node.labels.zone is the availability zone, other labels an attribute; at most 5. Fargate and daemons: dropped with a warning.',
    see: pages.placement,
  },
  'placement.max_replicas_per_node': {
    bridge: 'placementConstraints distinctInstance',
    fargate: '—',
    note: '1 is distinctInstance; more is dropped with a warning. Fargate gives each task a machine of its own.',
    see: pages.placement,
  },
  'resources.limits.cpus': { bridge: 'cpu of the task', note: 'As cpus.', see: taskMember('cpu') },
  'resources.limits.memory': { bridge: 'memory', note: 'As mem_limit.', see: containerMember('memory') },
  'resources.limits.pids': lost(deployPage('pids')),
  'resources.reservations.cpus': {
    bridge: 'cpu',
    note: '1024 units a CPU, rounded, at least 2.',
    see: containerMember('cpu'),
  },
  'resources.reservations.memory': {
    bridge: 'memoryReservation',
    note: 'As mem_reservation.',
    see: containerMember('memoryReservation'),
  },
  'resources.reservations.devices': {
    bridge: 'resourceRequirements GPU',
    fargate: 'error',
    note: 'capabilities with gpu or nvidia: the count, or ALL. device_ids, options, another driver and other devices are dropped with a warning.',
    see: pages.gpu,
  },
  'resources.reservations.generic_resources': lost(deployPage('resources')),
};
