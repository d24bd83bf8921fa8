import { sysctlNamespace } from '../../facts/lists.ts';
import { apiPage } from '../../facts/pages.ts';
import { each, law } from '../law.ts';
import { taskLaw } from '../task-view.ts';

interface Named {
  readonly label: string;
  readonly name: string;
}

export const ulimitOrder = law<Named>(() => ({
  rule: 'TD070',
  code: 'ulimit-soft-above-hard',
  message: ({ label, name }) => `${label} has a soft limit above the hard limit for \`${name}\`.`,
  why: 'ECS refuses it; -1 stands for no limit.',
  fix: 'Lower `softLimit` or raise `hardLimit`.',
  see: apiPage('Ulimit'),
}));

export const sysctlUnknown = law<Named>(() => ({
  rule: 'TD071',
  code: 'sysctl-unknown',
  message: ({ label, name }) => `${label} sets \`${name}\`, which is not a kernel parameter of a container.`,
  why: 'Only parameters that have a namespace can be set: the IPC ones, `fs.mqueue.*` and `net.*`.',
  fix: 'Remove it, and set it on the container instance.',
  see: apiPage('SystemControl'),
}));

export const sysctlOfHost = law<Named & { mode: string }>(() => ({
  rule: 'TD072',
  code: 'sysctl-host-namespace',
  message: ({ label, name, mode }) => `${label} sets \`${name}\`, and the task uses the host's namespace (${mode}).`,
  why: 'The parameter would change the container instance for all tasks; ECS refuses it.',
  fix: 'Remove it, or do not share the namespace with the host.',
  see: apiPage('SystemControl'),
}));

export const sysctlDiffers = law<Named>(() => ({
  rule: 'TD073',
  code: 'sysctl-differs',
  severity: 'warning',
  message: ({ label, name }) => `${label} sets \`${name}\` to another value than a container before it.`,
  why: 'In network mode awsvpc the parameter holds for the whole task: the container that starts last wins.',
  fix: 'Give all containers the same value.',
  see: apiPage('SystemControl'),
}));

export const kernelSettings = taskLaw(['ulimits', 'systemControls'], ({ task, containers, network, report }) => {
  let values: Map<string, string | undefined> | undefined;
  containers.forEach((container) => {
    if (!container.value.ulimits && !container.value.systemControls) return;
    const { value, label } = container;
    for (const {
      value: { name = '', softLimit = 0, hardLimit = -1 },
      path: at,
    } of each(value.ulimits, 'ulimits', container))
      if (endless(softLimit) > endless(hardLimit)) report(ulimitOrder, at, { label, name });
    for (const {
      value: { namespace: name, value: set },
      path: at,
    } of each(value.systemControls, 'systemControls', container)) {
      if (name === undefined) continue;
      const kind = sysctlNamespace(name);
      if (!kind) report(sysctlUnknown, at, { label, name });
      if (kind === 'ipc' && task.ipcMode === 'host') report(sysctlOfHost, at, { label, name, mode: 'ipcMode host' });
      if (kind === 'net' && network === 'host') report(sysctlOfHost, at, { label, name, mode: 'networkMode host' });
      if (kind !== 'net' || network !== 'awsvpc') continue;
      values ??= new Map();
      if (values.has(name) && values.get(name) !== set) report(sysctlDiffers, at, { label, name });
      values.set(name, set);
    }
  });
});

const endless = (limit: number): number => (limit === -1 ? Number.POSITIVE_INFINITY : limit);
