import { apiPage } from '../../facts/pages.ts';
import type { ServiceConnectConfiguration } from '../../model.ts';
import { type Clean, type Item, law, type ReportAt } from '../law.ts';
import type { MappingView } from '../task/port-view.ts';

export const connectPortName = law<{ name: string }>(() => ({
  rule: 'SV028',
  code: 'service-connect-port-name',
  message: ({ name }) => `Service Connect offers \`${name}\`, which no port mapping of the task is named.`,
  why: '`portName` is the `name` of a port mapping.',
  fix: 'Name the port mapping, or correct `portName`.',
  see: apiPage('ServiceConnectService'),
}));

export const connectUdp = law<{ name: string }>(() => ({
  rule: 'SV031',
  code: 'service-connect-udp',
  message: ({ name }) => `Service Connect offers \`${name}\`, which is a UDP port.`,
  why: 'It carries TCP only.',
  fix: 'Remove the endpoint; use service discovery (DNS) for UDP.',
  see: apiPage('ServiceConnectService'),
}));

export const connectTimeout = law<{ name: string }>(() => ({
  rule: 'SV032',
  code: 'service-connect-request-timeout',
  message: ({ name }) => `\`${name}\` has a timeout per request and no application protocol.`,
  why: 'Plain TCP has no requests.',
  fix: 'Remove `perRequestTimeoutSeconds`, or set `appProtocol` of the port mapping.',
  see: apiPage('TimeoutConfiguration'),
}));

export type Endpoint = NonNullable<NonNullable<Clean<ServiceConnectConfiguration>['services']>[number]>;

/** An endpoint against the port mapping that it names. */
export function connectPort(endpoint: Item<Endpoint>, mappings: readonly MappingView[], report: ReportAt): void {
  const { portName: name, timeout } = endpoint.value;
  if (name === undefined) return;
  const port = mappings.find(({ value }) => value.name === name)?.value;
  if (!port) report(connectPortName, [...endpoint.path, 'portName'], { name });
  else if (port.protocol === 'udp') report(connectUdp, [...endpoint.path, 'portName'], { name });
  else if (timeout?.perRequestTimeoutSeconds !== undefined && port.appProtocol === undefined)
    report(connectTimeout, [...endpoint.path, 'timeout'], { name });
}
