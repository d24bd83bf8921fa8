import { parseLink } from '../compose/references.ts';
import { declare, type Report } from '../diagnostics/declare.ts';
import { limits } from '../ecs/facts/limits.ts';
import { pages } from '../ecs/facts/pages.ts';
import { patterns } from '../ecs/facts/patterns.ts';
import type { NetworkMode } from '../ecs/model.ts';
import { groupedBy } from '../source/grouped-by.ts';
import type { Path } from '../source/node.ts';
import { both, either } from './either.ts';
import { ends, type Lifecycle } from './lifecycle.ts';
import type { NameIndex } from './names.ts';
import { needsOf } from './needs.ts';
import { Reach } from './reach.ts';
import type { Use } from './references.ts';
import { sayUnlikeSameImage } from './same-image.ts';
import { type Services, writesNeed } from './services.ts';
import { textsWithVariables } from './variable-texts.ts';

interface Pair {
  readonly from: string;
  readonly to: string;
}

export const linkToEnded = declare<Pair>(() => ({
  code: 'links/ended-target',
  severity: 'error',
  message: ({ from, to }) => `${from} links to ${to}, which ends by itself.`,
  why: 'Docker refuses to start a container whose link points to one that has stopped.',
  fix: ({ from, to }) => `Remove the link; write depends_on if ${from} has to wait for ${to}.`,
  see: pages.parameters,
}));

export const linkYields = declare<Pair & { readonly name: string }>(() => ({
  code: 'links/cycle-broken',
  severity: 'warning',
  message: ({ from, to, name }) =>
    `${from} uses the name ${name}, but gets no link to ${to}: ${to} already needs ${from}.`,
  why: 'Links, dependsOn and volumesFrom of a task must not form a circle. What is written as links or depends_on goes first, names found in texts yield.',
  fix: ({ from, to }) =>
    `Let ${from} reach ${to} by another way, or put them into two tasks (x-ecs.task): Service Connect knows no order.`,
  see: pages.parameters,
}));

export const linkVariables = declare<{ from: string; to: readonly string[]; prefix: string }>(() => ({
  code: 'links/variables-injected',
  severity: 'info',
  message: ({ from, to }) =>
    `${from} is linked to ${both(to)}, so that the name${to.length > 1 ? 's resolve' : ' resolves'}.`,
  why: ({ prefix }) =>
    `A link also sets Docker's old variables, such as ${prefix}_PORT and ${prefix}_NAME, which a Compose network does not.`,
  fix: 'Nothing, unless the program reads variables of such names.',
  see: 'https://docs.docker.com/engine/network/links/',
}));

export const linkVariableRead = declare<Pair & { readonly variable: string }>(() => ({
  code: 'links/variable-read',
  severity: 'warning',
  message: ({ from, to, variable }) => `${from} reads ${variable}, which the link to ${to} sets.`,
  why: "A link sets Docker's old variables (NAME_PORT=tcp://address:port and others), which a Compose network does not; the program would read those.",
  fix: ({ variable }) => `Set ${variable} in environment: what is written there wins over the link.`,
  see: 'https://docs.docker.com/engine/network/links/',
}));

export const linkNone = declare<{ services: readonly string[] }>(() => ({
  code: 'links/none-found',
  severity: 'info',
  message: ({ services }) =>
    `Nothing here says that another container of the task uses ${either(services)} by name, or the other way round: no link is made.`,
  why: 'Compose gives every service a name in its network; in bridge mode a name resolves only through a link. Names in files inside an image or a mount cannot be seen.',
  fix: 'Write depends_on or links on the services that use such a name.',
  see: pages.parameters,
}));

export const linkAliasIllegal = declare<Pair & { readonly name: string; readonly legal: string }>(() => ({
  code: 'links/alias-illegal',
  severity: 'warning',
  message: ({ from, to, name }) => `${from} cannot reach ${to} as ${name}.`,
  why: 'A link alias has letters, digits, hyphens and underscores only, so that the name cannot be made to resolve.',
  fix: ({ legal }) => `Use the name ${legal}.`,
  see: pages.parameters,
}));

export interface Linking {
  readonly services: Services;
  readonly names: NameIndex;
  readonly uses: readonly Use[];
  readonly lifecycle: Lifecycle;
  readonly containerNames: ReadonlyMap<string, string>;
  readonly report: Report;
}

/** Services of one task in start order. */
export interface LinkedTask {
  readonly services: readonly string[];
  readonly networkMode: NetworkMode;
}

/** A link that is wanted, with what asks for it. */
interface Wanted extends Pair {
  readonly name: string;
  readonly path: Path;
  readonly explicit: boolean;
  /** From a text: gives way where it would close a circle. */
  readonly yields: boolean;
}

/**
 * `links` of each service on bridge: explicit ones, then those that a written `depends_on` or a host name in a text asks for.
 * Each linked service is known by all its names. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function findLinks(tasks: readonly LinkedTask[], linking: Linking): Map<string, readonly string[]> {
  const links = new Map<string, readonly string[]>();
  const linkable = tasks.filter((task) => mayLink(task, linking.services));
  const concerned = new Set(linkable.flatMap(({ services }) => services));
  const usesOf = groupedBy(
    linking.uses.filter(({ from }) => concerned.has(from)),
    client,
  );
  for (const { services } of linkable) {
    const here = new Set(services);
    const wanted = services.flatMap((name) => wantedBy(name, here, usesOf.get(name) ?? [], linking));
    const kept = withoutCycles(services, wanted, linking);
    if (kept.length > 0) addLinks(links, kept, linking);
    sayUnlinked(services, kept, linking);
    sayUnlikeSameImage(services, kept, linking.services, linking.report);
  }
  return links;
}

/** Who is alone in a task has nobody to link to, but may still have written a link. */
const mayLink = ({ networkMode, services: names }: LinkedTask, services: Services): boolean =>
  networkMode === 'bridge' && (names.length > 1 || services.get(names[0] ?? '')?.service.links !== undefined);

const client = ({ from }: { readonly from: string }): string => from;

function addLinks(links: Map<string, readonly string[]>, kept: readonly Wanted[], linking: Linking): void {
  for (const [name, own] of groupedBy(kept, client)) {
    const linked = new Set<string>();
    const texts = own.flatMap((want) => {
      const aliases = linked.has(want.to) ? none : linking.names.aliases(want.to);
      linked.add(want.to);
      return linkTexts(want, aliases, linking);
    });
    if (texts.length > 0) links.set(name, [...new Set(texts)]);
    sayVariables(name, own, linking);
  }
}

function wantedBy(
  name: string,
  here: ReadonlySet<string>,
  uses: readonly Use[],
  { services, lifecycle, report }: Linking,
): Wanted[] {
  const facts = services.get(name);
  if (!facts) return [];
  const { service } = facts;
  const wanted: Wanted[] = [];
  const linked = new Set<string>();
  (service.links ?? []).forEach((link, at) => {
    const { to, alias } = parseLink(link);
    const path: Path = ['services', name, 'links', at];
    if (ends(to, lifecycle)) report(linkToEnded, { path }, { from: name, to });
    else if (here.has(to)) {
      wanted.push({ from: name, to, name: alias, path, explicit: true, yields: false });
      linked.add(`${to}:${alias}`);
    }
  });
  for (const to of facts.dependsOn) {
    if (!here.has(to) || ends(to, lifecycle) || !writesNeed(facts, to)) continue;
    const path: Path = ['services', name, 'depends_on', to];
    wanted.push({ from: name, to, name: to, path, explicit: false, yields: false });
  }
  for (const { to, name: used, path } of uses)
    if (to !== name && here.has(to) && !ends(to, lifecycle) && !linked.has(`${to}:${used}`))
      wanted.push({ from: name, to, name: used, path, explicit: false, yields: true });
  return wanted;
}

/** Leaves out what closes a circle, each pair said once. */
function withoutCycles(names: readonly string[], wanted: readonly Wanted[], { services, report }: Linking): Wanted[] {
  if (!wanted.some(({ yields }) => yields)) return [...wanted];
  const reach = new Reach(names);
  for (const name of names) {
    const facts = services.get(name);
    if (!facts) continue;
    for (const need of needsOf(facts.service, facts.dependsOn, facts.volumeSources)) reach.add(name, need);
  }
  const said = new Set<string>();
  const order = [...wanted].sort((a, b) => Number(a.yields) - Number(b.yields));
  const kept = new Set(
    order.filter((want) => {
      if (!want.yields || reach.add(want.from, want.to)) return true;
      const key = `${want.from}\n${want.to}`;
      if (!said.has(key)) report(linkYields, { path: want.path }, want);
      said.add(key);
      return false;
    }),
  );
  return wanted.filter((want) => kept.has(want));
}

/** The written form of an explicit link comes first, then the service by each of its `aliases`. */
function linkTexts(
  { from, to, name, path, explicit }: Wanted,
  aliases: readonly string[],
  { containerNames, report }: Linking,
): string[] {
  const target = containerNames.get(to) ?? to;
  const all = explicit && name !== to ? [name, ...aliases] : [to, ...aliases, name];
  return [...new Set(all)].flatMap((alias) => {
    const text = alias === target ? target : `${target}:${alias}`;
    const legal = patterns.link.test(text);
    if (!legal && alias === name) report(linkAliasIllegal, { path }, { from, to, name, legal: target });
    return legal ? [text] : alias === to ? [target] : [];
  });
}

/** Services of a task that neither link nor are linked, though they may well talk. */
function sayUnlinked(
  names: readonly string[],
  kept: readonly Wanted[],
  { services, lifecycle, report }: Linking,
): void {
  if (names.length < 2) return;
  const lasting = names.filter((name) => !ends(name, lifecycle));
  const joined = new Set(kept.flatMap(({ from, to }) => [from, to]));
  const rank = (name: string): number => services.get(name)?.rank ?? 0;
  const alone = lasting.filter((name) => !joined.has(name)).sort((a, b) => rank(a) - rank(b));
  const [first, ...others] = alone;
  if (lasting.length < 2 || first === undefined) return;
  const also = others.map((name) => ({ path: ['services', name], message: 'has no link either' }));
  report(linkNone, { path: ['services', first], also }, { services: alone });
}

const none: readonly string[] = [];

const prefixOf = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '_');

function sayVariables(from: string, wanted: readonly Wanted[], { services, report }: Linking): void {
  const explicit = new Set(wanted.filter((want) => want.explicit).map(({ to }) => to));
  const inferred = [...new Set(wanted.filter(({ to }) => !explicit.has(to)).map(({ to }) => to))];
  const [first] = inferred;
  if (first === undefined) return;
  report(linkVariables, { path: ['services', from] }, { from, to: inferred, prefix: prefixOf(first) });
  const service = services.get(from)?.service ?? {};
  const environment = service.environment ?? {};
  const texts = textsWithVariables(from, service);
  // A task that links more than it can hold is refused for that.
  if (texts.length === 0 || inferred.length > limits.containersPerTask) return;
  for (const to of inferred) {
    const pattern = new RegExp(`\\$\\{?(${prefixOf(to)}_(?:PORT|NAME|ENV)(?:_[A-Z0-9_]+)?)\\b`);
    for (const [text, path] of texts) {
      const variable = pattern.exec(text)?.[1];
      if (variable !== undefined && !Object.hasOwn(environment, variable))
        report(linkVariableRead, { path }, { from, to, variable });
    }
  }
}
