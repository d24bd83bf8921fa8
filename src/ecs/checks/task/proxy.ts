import { apiPage } from '../../facts/pages.ts';
import { law } from '../law.ts';
import { taskLaw } from '../task-view.ts';

export const proxyIncomplete = law<{ wants: string }>(() => ({
  rule: 'TD083',
  code: 'proxy-configuration',
  message: ({ wants }) => `The App Mesh proxy of the task cannot work: it needs ${wants}.`,
  why: 'The proxy takes over the traffic of a task with a network interface of its own.',
  fix: 'Complete it, or remove `proxyConfiguration`; Service Connect replaces App Mesh.',
  see: apiPage('ProxyConfiguration'),
}));

/** Either user or group tells the proxy's own traffic. */
const properties = ['ProxyIngressPort', 'ProxyEgressPort', 'AppPorts', 'EgressIgnoredIPs'] as const;

export const proxy = taskLaw(['proxyConfiguration'], ({ task, byName, network, report }) => {
  const value = task.proxyConfiguration;
  if (!value) return;
  const at = ['proxyConfiguration'];
  if (network !== 'awsvpc') report(proxyIncomplete, at, { wants: 'network mode awsvpc' });
  if (value.containerName !== undefined && !byName.has(value.containerName))
    report(proxyIncomplete, at, { wants: 'a `containerName` of this task' });
  const names = new Set((value.properties ?? []).map((property) => property?.name));
  for (const name of properties) if (!names.has(name)) report(proxyIncomplete, at, { wants: `the property ${name}` });
  if (!names.has('IgnoredUID') && !names.has('IgnoredGID'))
    report(proxyIncomplete, at, { wants: 'the property IgnoredUID or IgnoredGID' });
});
