import { parseLink } from '../compose/references.ts';
import { groupedBy } from '../source/grouped-by.ts';
import type { ServiceFacts, Services } from './services.ts';

/** Which services a name stands for, as Docker's DNS would answer on the networks of a client. */
export interface NameIndex {
  has(name: string): boolean;
  /** Seen from `client`: its own link aliases first, then names on a network that both are on. */
  resolve(name: string, client: ServiceFacts): readonly string[];
  /** Every other name of a service: container_name and network aliases. */
  aliases(service: string): readonly string[];
}

const none: readonly string[] = [];

function aliasesOf({ name, service }: ServiceFacts): readonly string[] {
  if (!service.networks && !service.container_name) return none;
  const all = service.container_name ? [service.container_name] : [];
  for (const network in service.networks) {
    service.networks[network]?.aliases?.forEach((alias) => {
      all.push(alias);
    });
  }
  return all.length > 0 ? otherThan(name, all) : none;
}

const otherThan = (name: string, all: readonly string[]): readonly string[] =>
  [...new Set(all)].filter((alias) => alias !== name);

/** Two services see each other when they share a network; without a word about networks they do. */
function meet(a: ServiceFacts, b: ServiceFacts): boolean {
  if (a.networks === undefined || b.networks === undefined) return true;
  // Of two services it is the one on few networks that is looked through: a proxy may be on all of them.
  const [few, other] = a.networks.length < b.networks.length ? [a.networks, b] : [b.networks, a];
  return few.some((name) => Object.hasOwn(other.service.networks ?? {}, name));
}

const metBy = (client: ServiceFacts, owners: readonly ServiceFacts[]): readonly string[] =>
  owners.filter((owner) => meet(client, owner)).map(({ name }) => name);

const byAlias = new WeakMap<readonly string[], ReadonlyMap<string, readonly { readonly to: string }[]>>();

/** The targets of a service's own links under an alias. */
function linkedAs(alias: string, { service }: ServiceFacts, services: Services): readonly string[] {
  const { links = none } = service;
  const known = byAlias.get(links) ?? groupedBy(links.map(parseLink), (link) => link.alias);
  byAlias.set(links, known);
  return [...new Set(known.get(alias)?.map(({ to }) => to))].filter((to) => services.has(to));
}

/** Indexes all names once; a look-up then costs the same however many services there are. */
export function indexNames(services: Services): NameIndex {
  /** Who else answers to a name than the service that is called so; file order. */
  const others = new Map<string, ServiceFacts[]>();
  const aliases = new Map<string, readonly string[]>();
  const linked = new Set<string>();
  const own = (name: string, facts: ServiceFacts): void => {
    const list = others.get(name);
    if (!list) others.set(name, [facts]);
    else if (!list.includes(facts)) list.push(facts);
  };
  services.forEach((facts) => {
    const { name, service } = facts;
    // A URL is often written in lower case whatever the name is.
    const lower = name.toLowerCase();
    if (lower !== name) own(lower, facts);
    const also = aliasesOf(facts);
    if (also.length > 0) aliases.set(name, also);
    for (const alias of also) own(alias, facts);
    service.links?.forEach((link) => {
      linked.add(parseLink(link).alias);
    });
  });
  const more = others.size + linked.size > 0;
  return {
    has: (name) => services.has(name) || (more && (others.has(name) || linked.has(name))),
    aliases: (service) => aliases.get(service) ?? none,
    resolve: (name, client) => {
      const targets = linked.has(name) ? linkedAs(name, client, services) : none;
      if (targets.length > 0) return targets;
      const named = services.get(name);
      const also = others.get(name);
      if (!also) return named && meet(client, named) ? [name] : none;
      return metBy(client, named ? [named, ...also].sort((a, b) => a.rank - b.rank) : also);
    },
  };
}
