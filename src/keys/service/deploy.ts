import { declare } from '../../diagnostics/declare.ts';
import { apiPage, pages } from '../../ecs/facts/pages.ts';
import { at, isWritten, onFargate } from '../context.ts';
import { defineKey, type KeyDoc } from '../define.ts';
import { gpuDiagnostics } from '../gpu.ts';
import { deployPage } from '../pages.ts';
import { cpusTooMany } from '../quantity.ts';
import * as labels from './deploy/labels.ts';
import { deployParts } from './deploy/parts.ts';
import * as placement from './deploy/placement.ts';
import * as resources from './deploy/resources.ts';
import * as restart from './deploy/restart.ts';
import * as update from './deploy/update.ts';

export const globalOnFargate = declare(() => ({
  code: 'deploy/global-on-fargate',
  severity: 'error',
  message: 'Fargate has no daemon services: mode global cannot be said.',
  why: 'One task on every instance needs instances; ECS rejects the scheduling strategy DAEMON on Fargate.',
  fix: 'Run the service on EC2 (--target ec2), or write a number of replicas.',
  see: pages.fargate,
  allow: 'the service runs as a replicated one',
}));

export const modeUnknown = declare(() => ({
  code: 'deploy/mode-unknown',
  severity: 'error',
  message: 'The mode is none that Compose knows.',
  why: 'Compose takes replicated, global, replicated-job and global-job.',
  fix: 'Write one of them.',
  see: deployPage('mode'),
  allow: 'the service runs as a replicated one',
}));

export const replicasOfDaemon = declare(() => ({
  code: 'deploy/replicas-of-global',
  severity: 'warning',
  message: 'replicas is dropped beside a global mode.',
  why: 'Such a service runs once on every instance; ECS takes no desired count for it.',
  fix: 'Remove replicas, or the mode.',
  see: apiPage('CreateService'),
}));

export const endpointMode = declare(() => ({
  code: 'deploy/endpoint-mode',
  severity: 'info',
  message: 'endpoint_mode is dropped: how a name resolves follows from the network mode.',
  why: 'Links reach one container; Service Connect balances over the tasks behind one address, as vip does.',
  fix: 'For a DNS record per task, add serviceRegistries under x-ecs.service.',
  see: pages.serviceConnect,
}));

export const rollbackDropped = declare(() => ({
  code: 'deploy/rollback-config-dropped',
  severity: 'warning',
  message: 'rollback_config is dropped.',
  why: 'ECS rolls back by the percentages of the deployment itself.',
  fix: 'Set update_config; it holds for the way back as well.',
  see: apiPage('DeploymentConfiguration'),
}));

const modes = ['replicated', 'global', 'replicated-job', 'global-job'];
const { deployLabels, ...labelDiagnostics } = labels;
const { deployPlacement, ...placementDiagnostics } = placement;
const { deployResources, ...resourceDiagnostics } = resources;
const { deployRestart, ...restartDiagnostics } = restart;
const { deployUpdate, ...updateDiagnostics } = update;

const doc: KeyDoc = { bridge: 'service', note: 'See its parts.', see: apiPage('CreateService') };

export const deploy = defineKey<'deploy'>({
  handling: 'mapped',
  doc,
  parts: deployParts,
  harmless: {
    endpoint_mode: 'vip is how ECS balances; dnsrr is said',
    'placement.max_replicas_per_node':
      'on Fargate each task has a machine of its own, a daemon runs once on each instance',
    'resources.reservations.devices.*.driver': 'nvidia is the driver that ECS uses; any other is said',
    mode: 'replicated is what ECS does when nothing is written',
  },
  diagnostics: {
    globalOnFargate,
    modeUnknown,
    endpointMode,
    replicasOfDaemon,
    rollbackDropped,
    cpusTooMany,
    ...gpuDiagnostics,
    ...labelDiagnostics,
    ...placementDiagnostics,
    ...resourceDiagnostics,
    ...restartDiagnostics,
    ...updateDiagnostics,
  },
  map(value, context) {
    const { report, path } = context;
    if (value.mode && !modes.includes(value.mode)) report(modeUnknown, at(context, 'mode'));
    if (value.mode?.startsWith('global') && isWritten(context, 'replicas'))
      report(replicasOfDaemon, at(context, 'replicas'));
    if (value.mode === 'global' && onFargate(context)) report(globalOnFargate, at(context, 'mode'));
    if (value.endpoint_mode && value.endpoint_mode !== 'vip') report(endpointMode, at(context, 'endpoint_mode'));
    if (value.rollback_config) report(rollbackDropped, at(context, 'rollback_config'));
    if (value.labels) deployLabels(value.labels, [...path, 'labels'], context);
    if (value.placement) deployPlacement(value.placement, [...path, 'placement'], context);
    if (value.resources) deployResources(value.resources, [...path, 'resources'], context);
    if (value.restart_policy) deployRestart(value.restart_policy, [...path, 'restart_policy'], context);
    if (value.update_config) deployUpdate(value.update_config, [...path, 'update_config'], context);
  },
});
