import type { ServiceKey } from '../../compose/model.ts';
import { pages } from '../../ecs/facts/pages.ts';
import { carry, lostOnAwsvpc, refusedOnFargate } from '../carry.ts';
import { linuxParameters } from '../context.ts';
import type { KeyDefinition } from '../define.ts';
import { containerMember, linuxMember } from '../pages.ts';

const vpcResolves = 'The task has a network interface of its own and resolves names as its VPC does.';
const vpcNames = 'The task has a network interface of its own; its host name comes from the VPC.';

/** Keys that become one member of the container as they are. */
export const directKeys = {
  dns: carry<'dns'>({
    doc: {
      bridge: 'dnsServers',
      awsvpc: '—',
      note: 'awsvpc: dropped with a warning; the VPC resolves names.',
      see: containerMember('dnsServers'),
    },
    refused: lostOnAwsvpc(
      'dns',
      vpcResolves,
      'Set the servers in the DHCP options of the VPC.',
      containerMember('dnsServers'),
    ),
    write: (value, { container }) => {
      container.definition.dnsServers = [...value];
    },
  }),
  dns_search: carry<'dns_search'>({
    doc: {
      bridge: 'dnsSearchDomains',
      awsvpc: '—',
      note: 'awsvpc: dropped with a warning; the VPC resolves names.',
      see: containerMember('dnsSearchDomains'),
    },
    refused: lostOnAwsvpc(
      'dns_search',
      vpcResolves,
      'Use full names, or set the domain in the DHCP options of the VPC.',
      containerMember('dnsSearchDomains'),
    ),
    write: (value, { container }) => {
      container.definition.dnsSearchDomains = [...value];
    },
  }),
  hostname: carry<'hostname'>({
    doc: {
      bridge: 'hostname',
      awsvpc: '—',
      note: 'awsvpc: dropped with a warning; ECS refuses it.',
      see: containerMember('hostname'),
    },
    refused: lostOnAwsvpc(
      'hostname',
      vpcNames,
      'Tell the application its name in a variable of its own.',
      containerMember('hostname'),
    ),
    write: (value, { container }) => {
      container.definition.hostname = value;
    },
  }),
  init: carry<'init'>({
    doc: {
      bridge: 'linuxParameters.initProcessEnabled',
      note: 'As it is.',
      see: linuxMember('initProcessEnabled'),
    },
    write: (value, context) => {
      if (value) linuxParameters(context).initProcessEnabled = true;
    },
  }),
  privileged: carry<'privileged'>({
    doc: {
      bridge: 'privileged',
      fargate: 'error',
      note: 'Fargate: an error; --allow leaves it out.',
      see: containerMember('privileged'),
    },
    refused: refusedOnFargate(
      'privileged',
      'Tasks on Fargate share no kernel features with a host; RegisterTaskDefinition rejects privileged containers.',
      'Run the service on EC2 (--target ec2), or remove the key.',
      pages.fargate,
    ),
    write: (value, { container }) => {
      if (value) container.definition.privileged = true;
    },
  }),
  read_only: carry<'read_only'>({
    doc: {
      bridge: 'readonlyRootFilesystem',
      note: 'As it is.',
      see: containerMember('readonlyRootFilesystem'),
    },
    write: (value, { container }) => {
      if (value) container.definition.readonlyRootFilesystem = true;
    },
  }),
  stdin_open: carry<'stdin_open'>({
    doc: { bridge: 'interactive', note: 'As it is.', see: containerMember('interactive') },
    write: (value, { container }) => {
      if (value) container.definition.interactive = true;
    },
  }),
  tty: carry<'tty'>({
    doc: { bridge: 'pseudoTerminal', note: 'As it is.', see: containerMember('pseudoTerminal') },
    write: (value, { container }) => {
      if (value) container.definition.pseudoTerminal = true;
    },
  }),
  user: carry<'user'>({
    doc: { bridge: 'user', note: 'As it is, a string.', see: containerMember('user') },
    write: (value, { container }) => {
      container.definition.user = value;
    },
  }),
  working_dir: carry<'working_dir'>({
    doc: { bridge: 'workingDirectory', note: 'As it is.', see: containerMember('workingDirectory') },
    write: (value, { container }) => {
      container.definition.workingDirectory = value;
    },
  }),
} as const satisfies { readonly [K in ServiceKey]?: KeyDefinition<K> };
