import { volumesSource } from '../compose/container-services.ts';
import type { Service } from '../compose/model.ts';
import type { Project } from '../compose/project.ts';
import { declare, type Report } from '../diagnostics/declare.ts';
import type { Target } from '../ecs/model.ts';
import { type ServiceExtension, serviceExtension } from '../keys/x-ecs.ts';
import { child, type Node, type Path } from '../source/node.ts';

export const noService = declare<{ disabled: string }>(() => ({
  code: 'service/none-enabled',
  severity: 'warning',
  message: ({ disabled }) => `No service is enabled, so nothing is converted.${disabled}`,
  why: 'Services of a profile that is not active are left out, as docker compose leaves them out.',
  fix: 'Name the profile with --profile or COMPOSE_PROFILES, or write services without profiles.',
  see: 'https://docs.docker.com/compose/how-tos/profiles/',
}));

/** What planning needs to know of one Compose service, read once. */
export interface ServiceFacts {
  readonly name: string;
  /** Its place in the file, from 0. */
  readonly rank: number;
  readonly service: Service;
  /** Whom `depends_on` names. */
  readonly dependsOn: readonly string[];
  /** The networks it is on; absent with a `network_mode`. */
  readonly networks: readonly string[] | undefined;
  /** The services whose volumes its `volumes_from` names, one for each entry; absent where it has none. */
  readonly volumeSources: readonly (string | undefined)[] | undefined;
  /** What stands in the file; absent for a service that nobody wrote. */
  readonly node: Node | undefined;
  /** `x-ecs`. */
  readonly extension: ServiceExtension;
  /** `deploy.mode`: replicated, global, or one of the job modes. */
  readonly mode: 'service' | 'daemon' | 'job';
  readonly count: number;
  /** Absent when the count is the default. */
  readonly countPath: Path | undefined;
  /** As written, `linux/arm64` in one spelling; absent when none is. */
  readonly platform: string | undefined;
}

export type Services = ReadonlyMap<string, ServiceFacts>;

type Deploy = NonNullable<Service['deploy']>;

const spellings: readonly (readonly [RegExp, string])[] = [
  [/\/x86_64$/, '/amd64'],
  [/\/aarch64$/, '/arm64'],
  [/^linux\/arm64\/v8$/, 'linux/arm64'],
];

const platformOf = (written: string): string =>
  spellings.reduce((text, [from, to]) => text.replace(from, to), written.toLowerCase());

/** Fargate has no daemons: mode global is an error there, and where that is allowed the service is a replicated one. */
function modeOf({ mode }: Deploy, target: Target | undefined): ServiceFacts['mode'] {
  if (mode === 'global' && target === 'fargate') return 'service';
  return mode === 'global' ? 'daemon' : mode?.endsWith('-job') ? 'job' : 'service';
}

/** `deploy.replicas`, else `scale`, else one; compose-go refuses two that differ. */
const countOf = ({ deploy, scale }: Service): number => deploy?.replicas ?? scale ?? 1;

/** Whether the user wrote what stands at a key of a service, or one step below it; false for what Compose implies. */
function writes(node: Node | undefined, key: string, step?: string): boolean {
  const value = node && child(node, key);
  const at = value && step !== undefined ? child(value, step) : value;
  return at !== undefined && !at.marks?.implied;
}

/** Whether a service names the other one under `depends_on` itself: links and the like imply the same. */
export const writesNeed = ({ node }: ServiceFacts, to: string): boolean => writes(node, 'depends_on', to);

/** Where the count is written. */
function countPathOf(name: string, { deploy }: Service, node: Node | undefined): Path | undefined {
  if (deploy && writes(node, 'deploy', 'replicas')) return ['services', name, 'deploy', 'replicas'];
  return writes(node, 'scale') ? ['services', name, 'scale'] : undefined;
}

const none: readonly string[] = [];

/** The services of a project in the order of the file, which a plain object would not keep for names made of digits. */
export function readServices({ model, tree }: Project, target?: Target): Services {
  const facts = new Map<string, ServiceFacts>();
  const known = model.services;
  const add = (name: string, node: Node | undefined): void => {
    const service = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!service) return;
    const { deploy, depends_on: needs, networks, platform, volumes_from } = service;
    facts.set(name, {
      name,
      rank: facts.size,
      service,
      dependsOn: needs ? Object.keys(needs) : none,
      networks: networks && Object.keys(networks),
      volumeSources: volumes_from?.map((entry) => volumesSource(entry, model)),
      node,
      extension: serviceExtension(service),
      mode: deploy ? modeOf(deploy, target) : 'service',
      count: countOf(service),
      countPath: countPathOf(name, service, node),
      platform: platform ? platformOf(platform) : undefined,
    });
  };
  const written = tree.entries.get('services')?.value;
  if (written?.kind === 'map')
    written.entries.forEach(({ value }, name) => {
      add(name, value);
    });
  const names = Object.keys(known);
  if (facts.size < names.length) for (const name of names) if (!facts.has(name)) add(name, undefined);
  return facts;
}

/** An empty result looks like a success; most likely a profile was forgotten. */
export function sayNoService(services: Services, { inactive }: Project, report: Report): void {
  if (services.size > 0) return;
  const disabled = inactive.length > 0 ? ` Behind profiles: ${inactive.join(', ')}.` : '';
  report(noService, { path: ['services'] }, { disabled });
}
