import { declare } from '../../../diagnostics/declare.ts';
import { limits } from '../../../ecs/facts/limits.ts';
import { apiPage } from '../../../ecs/facts/pages.ts';

const see = apiPage('PortMapping');

export const portProtocol = declare<{ port: number; protocol: string }>(() => ({
  code: 'ports/protocol',
  severity: 'error',
  message: ({ port, protocol }) => `Port ${port} uses ${protocol}: ECS maps tcp and udp only.`,
  why: 'The API takes any other protocol for tcp without a word.',
  fix: 'Use tcp or udp, or network_mode: host, where no mapping is needed.',
  see,
  allow: 'the port is left out',
}));

export const portZero = declare(() => ({
  code: 'ports/target-zero',
  severity: 'error',
  message: 'A port has the target 0.',
  why: 'Nothing listens on port 0: Compose reads it as no target at all, and ECS needs a container port from 1 to 65535.',
  fix: 'Write the port that the container listens on.',
  see,
  allow: 'the port is left out',
}));

export const portLoopback = declare<{ port: number }>(() => ({
  code: 'ports/loopback-dropped',
  severity: 'warning',
  message: ({ port }) => `Port ${port} is published on a loopback address only: it gets no port mapping.`,
  why: 'ECS publishes on every address of the instance; what was private would become public.',
  fix: 'Other containers reach it without a mapping. Remove the address if the port should be open.',
  see,
}));

export const portHostIp = declare<{ port: number; address: string }>(() => ({
  code: 'ports/host-ip-dropped',
  severity: 'warning',
  message: ({ port, address }) =>
    `The host address ${address} of port ${port} is dropped: it is published on every address.`,
  why: 'A port mapping of ECS has no host address.',
  fix: 'Restrict who reaches the port with the security group of the instance.',
  see,
}));

export const portRange = declare<{ port: number; first: string; range: string }>(() => ({
  code: 'ports/range-first',
  severity: 'warning',
  message: ({ port, first, range }) =>
    `Port ${port} may be published on any of ${range}; the first, ${first}, is taken.`,
  why: 'A port mapping of ECS names one host port, or lets Docker choose one.',
  fix: 'Publish one port, or leave the host port out and put a load balancer in front.',
  see,
}));

export const portPublishedLost = declare<{ port: number; published: string; mode: string }>(() => ({
  code: 'ports/published-dropped',
  severity: 'warning',
  message: ({ port, published, mode }) =>
    `Port ${port} cannot be published as ${published}: in ${mode} mode it is reached as ${port}.`,
  why: 'There, host and container port are one: the container’s own port is open on the network interface.',
  fix: ({ port, published }) =>
    `Let a load balancer listen on ${published} and forward to ${port}, or make the application listen on ${published}.`,
  see,
}));

export const portPublishedInvalid = declare(() => ({
  code: 'ports/published-not-a-port',
  severity: 'error',
  message: 'What is written as published is no port.',
  why: 'ECS takes a host port as a number from 1 to 65535.',
  fix: 'Write a number, or leave published out to let Docker choose a port.',
  see,
}));

export const portAppProtocol = declare<{ written: string }>(() => ({
  code: 'ports/app-protocol',
  severity: 'warning',
  message: ({ written }) => `app_protocol ${written} is dropped: ECS knows http, http2 and grpc.`,
  why: 'Service Connect treats a port without application protocol as plain TCP.',
  fix: 'Use http, http2 or grpc, or remove the key.',
  see,
}));

export const portNameChanged = declare<{ written: string; name: string }>(() => ({
  code: 'ports/name-changed',
  severity: 'info',
  message: ({ written, name }) => `The port name ${written} becomes ${name}.`,
  why: 'Names of ports are lower case letters, digits, hyphens and underscores, at most 64, and unique in the task definition.',
  fix: 'Use the new name where the port is referred to.',
  see,
}));

export const portsWithoutNetwork = declare(() => ({
  code: 'ports/no-network',
  severity: 'warning',
  message: 'The ports are dropped: the task has no network.',
  why: 'Network mode none gives containers no interface that a port could be published on.',
  fix: 'Remove the ports, or choose another network mode.',
  see,
}));

export const portsTooMany = declare<{ count: number }>(() => ({
  code: 'ports/too-many',
  severity: 'warning',
  message: ({ count }) => `${count} host ports are wanted; no task may be placed.`,
  why: `A container instance reserves at most ${limits.hostPortsPerInstance} host ports for its tasks.`,
  fix: 'Use awsvpc or host mode, where no host ports are reserved one by one, or publish fewer.',
  see,
}));
