import { parseLink } from '../compose/references.ts';
import { addToGroup, groupedBy } from '../source/grouped-by.ts';
import type { ServiceFacts, Services } from './services.ts';

/** Which services a name stands for, as Docker's DNS would answer on the networks of a client. */
export interface NameIndex {
  has(name: string): boolean;
  /** Seen from `client`: its own link aliases first, then names on a network that both are on; the first `most` in file order. */
  resolve(name: string, client: ServiceFacts, most: number): readonly string[];
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
  return few.some((network) => isOn(other, network));
}

const isOn = ({ service }: ServiceFacts, network: string): boolean => Object.hasOwn(service.networks ?? {}, network);

const byAlias = new WeakMap<readonly string[], ReadonlyMap<string, readonly { readonly to: string }[]>>();

/** The targets of a service's own links under an alias. */
function linkedAs(alias: string, { service }: ServiceFacts, services: Services): readonly string[] {
  const { links = none } = service;
  const known = byAlias.get(links) ?? groupedBy(links.map(parseLink), (link) => link.alias);
  byAlias.set(links, known);
  return [...new Set(known.get(alias)?.map(({ to }) => to))].filter((to) => services.has(to));
}

/** Who answers to a name without being called so, in file order. */
class Owners {
  readonly all: ServiceFacts[] = [];
  readonly onNetwork = new Map<string, ServiceFacts[]>();
  /** On networks that are not of this project. */
  readonly elsewhere: ServiceFacts[] = [];

  /** Only the services of `network` know the name, where one is given. */
  add(facts: ServiceFacts, network?: string): void {
    if (this.all.at(-1) !== facts) this.all.push(facts);
    if (network !== undefined) this.addOn(network, facts);
    else if (facts.networks) for (const each of facts.networks) this.addOn(each, facts);
    else this.elsewhere.push(facts);
  }

  /** Those that a client finds, `most` of them at most. */
  metBy(client: ServiceFacts, most: number): readonly ServiceFacts[] {
    const { networks } = client;
    if (!networks) return this.all.slice(0, most);
    const shared =
      networks.length < this.onNetwork.size
        ? networks
        : [...this.onNetwork.keys()].filter((network) => isOn(client, network));
    const found = [this.elsewhere, ...shared.map((network) => this.onNetwork.get(network) ?? [])];
    return found.flatMap((owners) => owners.slice(0, most));
  }

  private addOn(network: string, facts: ServiceFacts): void {
    const known = this.onNetwork.get(network);
    if (known?.at(-1) !== facts) addToGroup(this.onNetwork, network, facts);
  }
}

/** Indexes all names once; a look-up then costs the same however many services there are. */
export function indexNames(services: Services): NameIndex {
  const others = new Map<string, Owners>();
  const aliases = new Map<string, readonly string[]>();
  const linked = new Set<string>();
  const own = (name: string, facts: ServiceFacts, network?: string): void => {
    if (name === facts.name) return;
    const owners = others.get(name) ?? new Owners();
    others.set(name, owners);
    owners.add(facts, network);
  };
  services.forEach((facts) => {
    const { name, service } = facts;
    // A URL is often written in lower case whatever the name is.
    own(name.toLowerCase(), facts);
    const also = aliasesOf(facts);
    if (also.length > 0) aliases.set(name, also);
    if (service.container_name !== undefined) own(service.container_name, facts);
    for (const network in service.networks)
      service.networks[network]?.aliases?.forEach((alias) => {
        own(alias, facts, network);
      });
    service.links?.forEach((link) => {
      linked.add(parseLink(link).alias);
    });
  });
  const more = others.size + linked.size > 0;
  return {
    has: (name) => services.has(name) || (more && (others.has(name) || linked.has(name))),
    aliases: (service) => aliases.get(service) ?? none,
    resolve: (name, client, most) => {
      const targets = linked.has(name) ? linkedAs(name, client, services) : none;
      if (targets.length > 0) return targets.slice(0, most);
      const named = services.get(name);
      const called = named && meet(client, named) ? [named] : [];
      const owners = others.get(name);
      if (!owners) return called.map(nameOf);
      const all = new Set([...called, ...owners.metBy(client, most)]);
      return [...all]
        .sort((a, b) => a.rank - b.rank)
        .slice(0, most)
        .map(nameOf);
    },
  };
}

const nameOf = ({ name }: ServiceFacts): string => name;
