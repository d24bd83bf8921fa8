import { declare } from '../../diagnostics/declare.ts';
import { sysctlNamespace } from '../../ecs/facts/lists.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { at, onAwsvpc } from '../context.ts';
import { defineKey, type KeyContext } from '../define.ts';

const see = apiPage('SystemControl');

export const sysctlNotAllowed = declare<{ name: string }>(() => ({
  code: 'sysctls/not-allowed',
  severity: 'error',
  message: ({ name }) => `ECS does not set ${name} for a container.`,
  why: 'It takes the sysctls of the IPC namespace, fs.mqueue.* and net.*; all others belong to the whole instance.',
  fix: 'Set it on the container instance (sysctl -w in the user data), or allow this code to leave it out.',
  see,
  allow: 'the sysctl is left out',
}));

export const sysctlOnHostNetwork = declare<{ name: string }>(() => ({
  code: 'sysctls/host-network',
  severity: 'warning',
  message: ({ name }) => `${name} is dropped: the container uses the network of the instance.`,
  why: 'In host mode there is no network namespace that a net.* sysctl could be set in; ECS rejects it.',
  fix: 'Set it on the container instance.',
  see,
}));

export const sysctlWholeTask = declare(() => ({
  code: 'sysctls/whole-task',
  severity: 'warning',
  message: 'net.* sysctls apply to every container of the task.',
  why: 'In awsvpc mode the containers of a task share one network namespace; the container that starts last wins.',
  fix: 'Give all containers of the task the same values, or the service a task of its own.',
  see,
}));

export const sysctls = defineKey<'sysctls'>({
  handling: 'mapped',
  doc: {
    bridge: 'systemControls',
    note: 'Sorted by name, values as strings. IPC sysctls, fs.mqueue.* and net.* only, any other is an error; net.* is dropped in host mode, and is task-wide on awsvpc, each with a warning.',
    see,
  },
  diagnostics: { sysctlNotAllowed, sysctlOnHostNetwork, sysctlWholeTask },
  map(value, context) {
    const kept = Object.keys(value)
      .sort()
      .filter((name) => carried(name, context));
    if (kept.length === 0) return;
    context.container.definition.systemControls = kept.map((name) => ({ namespace: name, value: value[name] ?? '' }));
    const network = kept.some((name) => sysctlNamespace(name) === 'net');
    if (network && onAwsvpc(context) && context.task.containers.length > 1)
      context.report(sysctlWholeTask, { path: context.path });
  },
});

function carried(name: string, context: KeyContext): boolean {
  const namespace = sysctlNamespace(name);
  if (namespace === undefined) context.report(sysctlNotAllowed, at(context, name), { name });
  if (namespace !== 'net' || context.task.plan.networkMode !== 'host') return namespace !== undefined;
  context.report(sysctlOnHostNetwork, at(context, name), { name });
  return false;
}
