import { sharedService } from '../compose/references.ts';
import { declare, type Report } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import { networkModes as supported } from '../ecs/facts/support.ts';
import { launchTypes, type NetworkMode, type Target } from '../ecs/model.ts';
import type { Options } from '../options/options.ts';
import type { ServiceFacts, Services } from './services.ts';

export const networkModeNotOnTarget = declare<{ mode: NetworkMode; target: Target; offers: readonly string[] }>(() => ({
  code: 'network_mode/not-on-target',
  severity: 'error',
  message: ({ mode, target }) => `--network-mode ${mode} does not exist on ${target}.`,
  why: ({ offers }) => `Tasks of this launch type can only run in ${offers.join(', ')} mode.`,
  fix: ({ offers }) => `Leave the option out, or choose ${offers.join(' or ')}.`,
  see: pages.networking,
}));

export const networkModeContainer = declare<{ service: string }>(() => ({
  code: 'network_mode/container',
  severity: 'error',
  message: ({ service }) => `${service} wants the network of a container that is not part of this project.`,
  why: 'A task can only share a network with containers of the same task definition.',
  fix: 'Bring that container into the Compose file and write `network_mode: service:NAME`, or remove the key.',
  see: pages.networking,
}));

export const networkModeServiceOnBridge = declare<{ service: string; other: string }>(() => ({
  code: 'network_mode/service-on-bridge',
  severity: 'error',
  message: ({ service, other }) => `${service} wants to share the network of ${other}, which bridge mode cannot give.`,
  why: 'On bridge each container of a task has a network of its own: traffic that is meant to pass through the other container would go around it.',
  fix: 'Convert with --network-mode awsvpc or host, or for Fargate: there the containers of a task share one network.',
  see: pages.networking,
  allow:
    'Both containers are in one task, each with its own network; the name of the other one is linked where it is used.',
}));

export const networkModeHostOnFargate = declare<{ service: string }>(() => ({
  code: 'network_mode/host-on-fargate',
  severity: 'error',
  message: ({ service }) => `${service} wants the network of the host, and Fargate has no host.`,
  why: 'A Fargate task always has its own network interface (awsvpc).',
  fix: 'Convert for EC2, or remove the key if the container only needs its ports to be reachable.',
  see: pages.fargate,
  allow: 'The task runs in awsvpc mode, with an address of its own.',
}));

export const networkModeReplaced = declare<{ service: string; written: string; mode: NetworkMode }>(() => ({
  code: 'network_mode/replaced',
  severity: 'warning',
  message: ({ service, written, mode }) =>
    `${service} says network_mode ${written}, but its task runs in ${mode} mode.`,
  why: 'The network mode belongs to the task, and the target or --network-mode decides it.',
  fix: 'Remove the key, or leave out --network-mode so that the written mode is used on EC2.',
  see: pages.networking,
}));

export const networkModeUnknown = declare<{ service: string; mode: NetworkMode }>(() => ({
  code: 'network_mode/foreign-network',
  severity: 'warning',
  message: ({ service }) => `${service} joins a Docker network by name, which ECS cannot do.`,
  why: ({ mode }) => `A task has one of four network modes and no named networks; ${mode} is used instead.`,
  fix: 'Remove the key, or use `networks`.',
  see: pages.networking,
}));

/** The network mode that a task of each service has to have, by the service's rank. */
export function networkModes(services: Services, options: Options, report: Report): readonly NetworkMode[] {
  const base = baseMode(options, report);
  const modes: NetworkMode[] = [];
  const sharing: ServiceFacts[] = [];
  services.forEach((facts) => {
    modes.push(modeOf(facts, base, options, report));
    if (sharedService(facts.service.network_mode) !== undefined) sharing.push(facts);
  });
  const origins = new Map<ServiceFacts, ServiceFacts>();
  for (const facts of sharing) {
    const other = origin(facts, services, origins);
    if (other === facts) continue;
    const mode = modes[other.rank] ?? base;
    modes[facts.rank] = mode;
    const { name, service } = facts;
    if (mode === 'bridge' || mode === 'none')
      report(
        networkModeServiceOnBridge,
        { path: ['services', name, 'network_mode'] },
        { service: name, other: sharedService(service.network_mode) ?? other.name },
      );
  }
  return modes;
}

function baseMode(options: Options, report: Report): NetworkMode {
  const offers = supported[launchTypes[options.target]];
  const mode = options.networkMode ?? offers[0] ?? 'bridge';
  if (offers.includes(mode)) return mode;
  report(networkModeNotOnTarget, { path: [] }, { mode, target: options.target, offers });
  return offers[0] ?? 'bridge';
}

/** Follows `service:x` to the service whose network is shared in the end; what was found for others ends a chain early. */
function origin(facts: ServiceFacts, services: Services, known: Map<ServiceFacts, ServiceFacts>): ServiceFacts {
  const seen = new Set<ServiceFacts>();
  let at = facts;
  while (!seen.has(at)) {
    seen.add(at);
    const next = known.get(at) ?? services.get(sharedService(at.service.network_mode) ?? '');
    if (!next) break;
    at = next;
  }
  for (const each of seen) if (each !== at) known.set(each, at);
  return at;
}

function modeOf({ name, service }: ServiceFacts, base: NetworkMode, options: Options, report: Report): NetworkMode {
  const written = service.network_mode ?? '';
  if (written === '' || written === base || written === 'default' || sharedService(written) !== undefined) return base;
  const where = { path: ['services', name, 'network_mode'] };
  if (written.startsWith('container:')) {
    report(networkModeContainer, where, { service: name });
    return base;
  }
  if (written !== 'bridge' && written !== 'host' && written !== 'none') {
    report(networkModeUnknown, where, { service: name, mode: base });
    return base;
  }
  if (written === 'host' && options.target === 'fargate') report(networkModeHostOnFargate, where, { service: name });
  else if (written === 'bridge' || options.networkMode !== undefined || options.target === 'fargate')
    report(networkModeReplaced, where, { service: name, written, mode: base });
  else return written;
  return base;
}
