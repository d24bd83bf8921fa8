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
  /** Its place in the file, from 0. */
  readonly rank: number;
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
const countOf = ({ deploy, scale }: Service): number => deploy?.replicas ?? scale ?? 1;

/** Where the count is written. */
function countPathOf(project: Project, name: string, { deploy }: Service): Path | undefined {
  const replicas = ['services', name, 'deploy', 'replicas'];
  if (deploy && written(project, replicas)) return replicas;
  const scale = ['services', name, 'scale'];
  return written(project, scale) ? scale : undefined;
}

function names(project: Project): string[] {
  const known = project.model.services;
  const node = project.tree.entries.get('services')?.value;
  const inFile = node?.kind === 'map' ? [...node.entries.keys()].filter((name) => Object.hasOwn(known, name)) : [];
  const all = Object.keys(known);
  return inFile.length === all.length ? inFile : [...new Set([...inFile, ...all])];
}

/** The services of a project in the order of the file, which a plain object would not keep for names made of digits. */
export function readServices(project: Project, target?: Target): Services {
  const facts = new Map<string, ServiceFacts>();
  for (const name of names(project)) {
    const service = project.model.services[name];
    if (!service) continue;
    const countPath = countPathOf(project, name, service);
    const platform = platformOf(service);
    facts.set(name, {
      name,
      rank: facts.size,
      service,
      extension: serviceExtension(service),
      mode: modeOf(service, target),
      count: countOf(service),
      ...(countPath ? { countPath } : undefined),
      ...(platform ? { platform } : undefined),
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
