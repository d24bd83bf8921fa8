import type { Service } from '../compose/model.ts';
import { type Project, written } from '../compose/project.ts';
import { declare, type Report } from '../diagnostics/declare.ts';
import type { Target } from '../ecs/model.ts';
import { type ServiceExtension, serviceExtension } from '../keys/x-ecs.ts';
import type { Path } from '../source/node.ts';

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
  readonly service: Service;
  /** `x-ecs`. */
  readonly extension: ServiceExtension;
  /** `deploy.mode`: replicated, global, or one of the job modes. */
  readonly mode: 'service' | 'daemon' | 'job';
  readonly count: number;
  /** Absent when the count is the default. */
  readonly countPath?: Path;
  /** As written, `linux/arm64` in one spelling; absent when none is. */
  readonly platform?: string;
}

export type Services = ReadonlyMap<string, ServiceFacts>;

const spellings: readonly (readonly [RegExp, string])[] = [
  [/\/x86_64$/, '/amd64'],
  [/\/aarch64$/, '/arm64'],
  [/^linux\/arm64\/v8$/, 'linux/arm64'],
];

const platformOf = (service: Service): string | undefined =>
  service.platform && spellings.reduce((text, [from, to]) => text.replace(from, to), service.platform.toLowerCase());

/** Fargate has no daemons: mode global is an error there, and where that is allowed the service is a replicated one. */
function modeOf(service: Service, target: Target | undefined): ServiceFacts['mode'] {
  const mode = service.deploy?.mode;
  if (mode === 'global' && target === 'fargate') return 'service';
  return mode === 'global' ? 'daemon' : mode?.endsWith('-job') ? 'job' : 'service';
}

/** `deploy.replicas`, else `scale`, else one; compose-go refuses two that differ. */
function countOf(project: Project, name: string, service: Service): Pick<ServiceFacts, 'count' | 'countPath'> {
  const replicas: Path = ['services', name, 'deploy', 'replicas'];
  const scale: Path = ['services', name, 'scale'];
  const countPath = [replicas, scale].find((path) => written(project, path));
  const count = service.deploy?.replicas ?? service.scale ?? 1;
  return countPath ? { count, countPath } : { count };
}

function names(project: Project): string[] {
  const known = project.model.services;
  const node = project.tree.entries.get('services')?.value;
  const inFile = node?.kind === 'map' ? [...node.entries.keys()].filter((name) => Object.hasOwn(known, name)) : [];
  return [...new Set([...inFile, ...Object.keys(known)])];
}

/** The services of a project in the order of the file, which a plain object would not keep for names made of digits. */
export function readServices(project: Project, target?: Target): Services {
  const facts = new Map<string, ServiceFacts>();
  for (const name of names(project)) {
    const service = project.model.services[name];
    if (!service) continue;
    const platform = platformOf(service);
    facts.set(name, {
      name,
      service,
      extension: serviceExtension(service),
      mode: modeOf(service, target),
      ...countOf(project, name, service),
      ...(platform ? { platform } : {}),
    });
  }
  return facts;
}

/** An empty result looks like a success; most likely a profile was forgotten. */
export function sayNoService(services: Services, { inactive }: Project, report: Report): void {
  if (services.size > 0) return;
  const disabled = inactive.length > 0 ? ` Behind profiles: ${inactive.join(', ')}.` : '';
  report(noService, { path: ['services'] }, { disabled });
}
