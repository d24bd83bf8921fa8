import { limits } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { patterns } from '../../facts/patterns.ts';
import { each, type Item, law, type ReportAt, repeated } from '../law.ts';
import { type ServiceView, serviceLaw } from '../service-view.ts';
import { connectPort, type Endpoint } from './connect-port.ts';

export const connectNamespace = law(() => ({
  rule: 'SV027',
  code: 'service-connect-namespace',
  severity: 'warning',
  message: 'Service Connect is enabled without a namespace.',
  why: 'The service is refused unless the cluster has a default namespace.',
  fix: 'Set `namespace`, or give the cluster a default one.',
  see: pages.serviceConnect,
}));

export const connectAlias = law<{ port: string; count: number }>(() => ({
  rule: 'SV029',
  code: 'service-connect-alias',
  message: ({ port, count }) =>
    count === 1 ? `The client alias of \`${port}\` has no port.` : `\`${port}\` has ${count} client aliases.`,
  why: 'A Service Connect endpoint has exactly one client alias, with a port.',
  fix: 'Keep one `clientAliases` entry: `{"port": 80, "dnsName": "web"}`.',
  see: apiPage('ServiceConnectService'),
}));

export const connectDnsName = law<{ name: string }>(() => ({
  rule: 'SV030',
  code: 'service-connect-dns-name',
  message: ({ name }) => `\`${name}\` is no DNS name that Service Connect takes.`,
  why: 'A name is at most 127 lower-case letters, digits, underscores, hyphens and dots, and begins with none of the hyphens.',
  fix: 'Choose such a name.',
  see: apiPage('ServiceConnectClientAlias'),
}));

export const connectUnsupported = law<{ obstacle: string }>(() => ({
  rule: 'SV031',
  code: 'service-connect-unsupported',
  message: ({ obstacle }) => `Service Connect is enabled, and ${obstacle}.`,
  why: 'It runs a proxy beside the containers: on Linux, in network mode bridge or awsvpc, on instances of AWS, within the memory of the task.',
  fix: 'Remove `serviceConnectConfiguration`, or remove the obstacle.',
  see: pages.serviceConnect,
}));

export const connectNameTaken = law<{ name: string }>(() => ({
  rule: 'SV032',
  code: 'service-connect-discovery-name',
  message: ({ name }) => `The discovery name \`${name}\` is there twice, or is not one that ECS takes.`,
  why: 'A discovery name is unique in its namespace: 1 to 64 lower-case letters, digits, hyphens and underscores.',
  fix: 'Set another `discoveryName`.',
  see: apiPage('ServiceConnectService'),
}));

export const connectAccessLog = law(() => ({
  rule: 'SV033',
  code: 'service-connect-access-log',
  message: 'Service Connect has an `accessLogConfiguration` and no `logConfiguration`.',
  why: 'The access log goes where the log of the proxy goes.',
  fix: 'Set `logConfiguration`.',
  see: apiPage('ServiceConnectConfiguration'),
}));

const at = ['serviceConnectConfiguration'];
const placed = { path: at };

export const serviceConnect = serviceLaw(['serviceConnectConfiguration'], (view) => {
  const { service, task, report } = view;
  const value = service.serviceConnectConfiguration;
  if (!value?.enabled) return;
  if (!value.namespace) report(connectNamespace, at);
  if (value.accessLogConfiguration && !value.logConfiguration) report(connectAccessLog, at);
  checkObstacles(view);
  const endpoints = each(value.services, 'services', placed);
  endpoints.forEach((endpoint) => {
    const { discoveryName } = endpoint.value;
    checkAliases(endpoint, report);
    if (discoveryName !== undefined && !patterns.discoveryName.test(discoveryName))
      report(connectNameTaken, [...endpoint.path, 'discoveryName'], { name: discoveryName });
    if (task) connectPort(endpoint, task.mappings, report);
  });
  if (endpoints.length > 1) checkNames(endpoints, report);
});

function checkNames(endpoints: readonly Item<Endpoint>[], report: ReportAt): void {
  for (const [name, path] of repeated(endpoints, ({ discoveryName, portName }) => discoveryName ?? portName))
    report(connectNameTaken, path, { name });
}

function checkAliases(endpoint: Item<Endpoint>, report: ReportAt): void {
  const { portName: port = '', clientAliases } = endpoint.value;
  if (clientAliases === undefined) return;
  if (clientAliases.length > limits.clientAliases) checkCount(clientAliases, endpoint, report);
  clientAliases.forEach((alias, index) => {
    if (!alias) return;
    const { port: number, dnsName } = alias;
    if (number === undefined) report(connectAlias, [...endpoint.path, 'clientAliases', index], { port, count: 1 });
    if (dnsName !== undefined && !patterns.dnsName.test(dnsName))
      report(connectDnsName, [...endpoint.path, 'clientAliases', index, 'dnsName'], { name: dnsName });
  });
}

function checkCount(aliases: NonNullable<Endpoint['clientAliases']>, endpoint: Item<Endpoint>, report: ReportAt): void {
  const { portName: port = '' } = endpoint.value;
  const count = aliases.filter((alias) => alias !== undefined).length;
  if (count > limits.clientAliases) report(connectAlias, endpoint.path, { port, count });
}

/** What the proxy cannot run beside. */
function checkObstacles({ task, external, report }: ServiceView): void {
  if (external) sayObstacle('EXTERNAL instances do not have it', report);
  if (!task) return;
  const { windows, network } = task;
  if (windows) sayObstacle('the task runs Windows', report);
  if (network === 'host' || network === 'none') sayObstacle(`the task has network mode ${network}`, report);
  if (task.task.memory === undefined) sayObstacle('the task has no task-level `memory`', report);
}

const sayObstacle = (obstacle: string, report: ReportAt) => report(connectUnsupported, at, { obstacle });
