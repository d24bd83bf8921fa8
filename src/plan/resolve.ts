import { parseLink } from '../compose/references.ts';
import { declare, type Report } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { NetworkMode, Target } from '../ecs/model.ts';
import type { Reference, TaskPlan } from './deployment.ts';
import { ends, type Lifecycle } from './lifecycle.ts';
import type { Use } from './references.ts';
import { type Services, writesNeed } from './services.ts';

interface Told {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  /** `DB_HOST`, or the key. */
  readonly where: string;
}

export const ownName = declare<Told & { readonly mode: NetworkMode }>(() => ({
  code: 'references/own-name',
  severity: 'warning',
  message: ({ from, name, where }) => `${from} uses its own name ${name} in ${where}.`,
  why: 'A Compose network answers that name inside the container too; in ECS nothing does.',
  fix: ({ name, mode }) =>
    `Use localhost${mode === 'bridge' ? `, or write hostname: ${name}` : ''}. An address that it tells others must be one that they reach.`,
  see: pages.networking,
}));

export const sameTask = declare<Told & { readonly mode: NetworkMode; readonly port: number | undefined }>(() => ({
  code: 'references/same-task',
  severity: 'warning',
  message: ({ from, name, where }) => `${name}, which ${from} uses in ${where}, does not resolve inside the task.`,
  why: ({ mode }) => `In ${mode} mode the containers of a task share one network and have no names in it.`,
  fix: ({ port }) => `Use localhost${port === undefined ? '' : `:${port}`} there.`,
  see: pages.networking,
}));

export const sameTaskNeed = declare<{ from: string; to: string; mode: NetworkMode }>(() => ({
  code: 'references/same-task-need',
  severity: 'info',
  message: ({ from, to }) =>
    `${from} and ${to} share one network in their task: ${from} reaches ${to} on localhost only.`,
  why: ({ mode }) =>
    `In ${mode} mode the containers of a task have no names in their network, also where a file inside the image holds the name.`,
  fix: ({ from, to }) => `If ${from} is set up to use the name ${to}, set it to localhost.`,
  see: pages.networking,
}));

export const unreachable = declare<Told & { readonly because: string }>(() => ({
  code: 'references/unreachable',
  severity: 'warning',
  message: ({ from, name, where }) => `${name}, which ${from} uses in ${where}, will not resolve.`,
  why: ({ because }) => because,
  fix: 'Put both into one bridge task, or give the address of the other service there (a load balancer, Cloud Map, a fixed host).',
  see: pages.serviceConnect,
}));

export const oneOff = declare<Told>(() => ({
  code: 'service-connect/one-off-task',
  severity: 'warning',
  message: ({ from, name }) => `${from} will not reach ${name}: a task that is run once cannot join Service Connect.`,
  why: 'Only ECS services are part of a Service Connect namespace; RunTask is not.',
  fix: ({ to }) =>
    `Give ${to} an address that needs no Service Connect (a load balancer, Cloud Map), or put both into one bridge task.`,
  see: pages.serviceConnect,
}));

export interface Resolving {
  readonly services: Services;
  readonly lifecycle: Lifecycle;
  readonly uses: readonly Use[];
  readonly taskOf: ReadonlyMap<string, TaskPlan>;
  readonly links: ReadonlyMap<string, readonly string[]>;
  readonly containerNames: ReadonlyMap<string, string>;
  readonly target: Target;
  readonly report: Report;
}

/** Every use of a name with how it will resolve; what will not is said here. */
export function resolveUses(resolving: Resolving): Reference[] {
  const references: Reference[] = [];
  const once = new Set<string>();
  const resolve = (use: Use): void => {
    const from = resolving.taskOf.get(use.from);
    const to = resolving.taskOf.get(use.to);
    if (!from || !to) return;
    if (use.from === use.to) {
      sayOwnName(use, from, resolving);
      return;
    }
    const resolves = from === to ? inTask(use, from, resolving) : acrossTasks(use, from, to, resolving, once);
    const { name, path, via, port, scheme } = use;
    references.push({ from: use.from, to: use.to, name, path, via, port, scheme, resolves });
  };
  writtenNeeds(resolving).forEach(resolve);
  resolving.uses.forEach(resolve);
  return references;
}

const pair = ({ from, to }: Pick<Use, 'from' | 'to'>): string => `${from}\n${to}`;

/** `links` and written `depends_on`, which count as references. */
function writtenNeeds({ services, lifecycle }: Resolving): Use[] {
  const uses: Use[] = [];
  const port = undefined;
  const scheme = undefined;
  services.forEach((facts) => {
    const { name, service, dependsOn } = facts;
    const links = service.links?.map(parseLink);
    links?.forEach(({ to, alias }, at) => {
      const path = ['services', name, 'links', at];
      if (services.has(to)) uses.push({ from: name, to, name: alias, path, via: 'links', port, scheme });
    });
    const linked = links && new Set(links.map(({ to }) => to));
    dependsOn.forEach((to) => {
      if (linked?.has(to) || !services.has(to) || ends(to, lifecycle) || !writesNeed(facts, to)) return;
      const path = ['services', name, 'depends_on', to];
      uses.push({ from: name, to, name: to, path, via: 'depends_on', port, scheme });
    });
  });
  return uses;
}

const told = ({ from, to, name, path, via }: Use): Told => ({
  from,
  to,
  name,
  where: via === 'environment' ? String(path.at(-1)) : via,
});

function sayOwnName(use: Use, task: TaskPlan, { services, report }: Resolving): void {
  const hostname = services.get(use.from)?.service.hostname;
  if (task.networkMode === 'bridge' && hostname === use.name) return;
  report(ownName, { path: use.path }, { ...told(use), mode: task.networkMode });
}

function inTask(use: Use, task: TaskPlan, resolving: Resolving): Reference['resolves'] {
  const { links, containerNames, report } = resolving;
  const mode = task.networkMode;
  if (mode === 'bridge') {
    const target = containerNames.get(use.to) ?? use.to;
    const linked = linkTargets(links.get(use.from)).has(target);
    const textual = use.via !== 'depends_on' && use.via !== 'links';
    if (!linked && textual && ends(use.to, resolving.lifecycle))
      report(
        unreachable,
        { path: use.path },
        {
          ...told(use),
          because: `${use.to} ends by itself, and Docker refuses a link to a container that has stopped.`,
        },
      );
    return linked ? 'link' : 'nothing';
  }
  if (mode === 'none') {
    const because = 'In network mode none a container has no network.';
    report(unreachable, { path: use.path }, { ...told(use), because });
    return 'nothing';
  }
  if (use.via !== 'depends_on') report(sameTask, { path: use.path }, { ...told(use), mode, port: use.port });
  else if (!namedPairs(resolving.uses).has(pair(use))) report(sameTaskNeed, { path: use.path }, { ...use, mode });
  return 'localhost';
}

const targetsOf = new WeakMap<readonly string[], ReadonlySet<string>>();
const nowhere: ReadonlySet<string> = new Set();

/** The containers that links lead to. */
function linkTargets(links: readonly string[] | undefined): ReadonlySet<string> {
  if (!links) return nowhere;
  const targets = targetsOf.get(links) ?? new Set(links.map((link) => parseLink(link).to));
  targetsOf.set(links, targets);
  return targets;
}

const pairsOf = new WeakMap<readonly Use[], ReadonlySet<string>>();

/** Every client with the service that it names in a text. */
function namedPairs(uses: readonly Use[]): ReadonlySet<string> {
  const pairs = pairsOf.get(uses) ?? new Set(uses.map(pair));
  pairsOf.set(uses, pairs);
  return pairs;
}

function acrossTasks(
  use: Use,
  from: TaskPlan,
  to: TaskPlan,
  { target, report }: Resolving,
  once: Set<string>,
): Reference['resolves'] {
  const because = blocked(from, to, target);
  if (because !== undefined) {
    report(unreachable, { path: use.path }, { ...told(use), because });
    return 'nothing';
  }
  if (from.run !== 'once') return 'connect';
  const key = pair(use);
  if (!once.has(key)) report(oneOff, { path: ['services', use.from] }, told(use));
  once.add(key);
  return 'nothing';
}

/** The network mode of a task, when it keeps the task out of Service Connect. */
const isolated = ({ networkMode: mode }: TaskPlan): NetworkMode | undefined =>
  mode === 'host' || mode === 'none' ? mode : undefined;

/** Why no Service Connect is possible between two tasks; undefined when it is, or when the client is a one-off. */
function blocked(from: TaskPlan, to: TaskPlan, target: Target): string | undefined {
  if (target === 'external') return 'They are in different tasks, and ECS Anywhere has no Service Connect.';
  const mode = isolated(from) ?? isolated(to);
  if (mode) return `They are in different tasks, and a task in ${mode} mode cannot join Service Connect.`;
  if (to.run === 'once') return 'It runs in a task of its own that is started once and has no lasting address.';
  return undefined;
}
