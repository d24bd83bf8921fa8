import type { Service } from '../compose/model.ts';
import { parseLink } from '../compose/references.ts';
import type { Use } from './references.ts';
import type { ServiceFacts, Services } from './services.ts';
import { wellKnownPort } from './well-known-ports.ts';

/** Which services end by themselves. */
export interface Lifecycle {
  /** Helpers with `restart: "no"` (or `restart_policy.condition: none`), and jobs. */
  readonly runOnce: ReadonlySet<string>;
  /** Sources of `volumes_from` that only hold data. */
  readonly dataOnly: ReadonlySet<string>;
  /** Targets of `service_completed_successfully`. */
  readonly completed: ReadonlySet<string>;
  /** All of these. */
  readonly ending: ReadonlySet<string>;
}

/** Whether a service ends by itself, so that nothing can be linked to it. */
export const ends = (name: string, { ending }: Lifecycle): boolean => ending.has(name);

/** `uses` are the host names found in texts; a plain `depends_on` does not make a service one that lasts. */
export function findLifecycle(services: Services, uses: readonly Use[], routed: ReadonlySet<string>): Lifecycle {
  const named = new Set<string>();
  uses.forEach(({ from, to }) => {
    if (from !== to) named.add(to);
  });
  const linked = new Set<string>();
  const sources = new Set<string>();
  const completed = new Set<string>();
  services.forEach(({ service, dependsOn, volumeSources }) => {
    service.links?.forEach((link) => {
      linked.add(parseLink(link).to);
    });
    volumeSources?.forEach((source) => {
      if (source !== undefined) sources.add(source);
    });
    dependsOn.forEach((name) => {
      if (service.depends_on?.[name]?.condition === 'service_completed_successfully' && services.has(name))
        completed.add(name);
    });
  });
  const silent = (facts: ServiceFacts): boolean => !offers(facts) && !named.has(facts.name) && !routed.has(facts.name);
  const dataOnly = new Set<string>();
  const runOnce = new Set<string>();
  services.forEach((facts) => {
    const { name, mode } = facts;
    const end = mayEnd(facts);
    if (sources.has(name) && !linked.has(name) && end !== 'lasts' && silent(facts)) dataOnly.add(name);
    if (mode === 'job' || (end === 'ends' && silent(facts) && !dataOnly.has(name))) runOnce.add(name);
  });
  return { dataOnly, runOnce, completed, ending: new Set([...runOnce, ...dataOnly, ...completed]) };
}

/** What others may come for: a service with any of these is taken for one that lasts. */
const offers = ({ service, extension }: ServiceFacts): boolean =>
  (service.ports ?? []).length > 0 ||
  (service.expose ?? []).length > 0 ||
  (extension.targetGroups ?? []).length > 0 ||
  (service.healthcheck !== undefined && service.healthcheck.disable !== true) ||
  runsServer(service);

/** A known server image that is not told to run something else does not end by itself. */
const runsServer = ({ image, command, entrypoint }: Service): boolean =>
  !command?.length && !entrypoint?.length && wellKnownPort(image) !== undefined;

/** What is written about its end; `deploy.restart_policy` wins over `restart`, and restarts always where it does not say when. */
function mayEnd({ service }: ServiceFacts): 'ends' | 'lasts' | 'unsaid' {
  const policy = service.deploy?.restart_policy;
  const said = policy ? policy.condition || 'any' : service.restart;
  if (said === undefined || said === '') return 'unsaid';
  return said === 'no' || said === 'none' ? 'ends' : 'lasts';
}
