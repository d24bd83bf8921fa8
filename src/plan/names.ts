import { parseLink } from './needs.ts';
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
  const aliases = Object.values(service.networks ?? {}).flatMap((network) => network?.aliases ?? []);
  const all = service.container_name ? [service.container_name, ...aliases] : aliases;
  return [...new Set(all)].filter((alias) => alias !== name);
}

/** Two services see each other when they share a network; without a word about networks they do. */
function meet(a: ServiceFacts, b: ServiceFacts): boolean {
  if (a.service.networks === undefined || b.service.networks === undefined) return true;
  const other = b.service.networks;
  return Object.keys(a.service.networks).some((name) => Object.hasOwn(other, name));
}

/** Indexes all names once; a look-up then costs the same however many services there are. */
export function indexNames(services: Services): NameIndex {
  const owners = new Map<string, string[]>();
  const aliases = new Map<string, readonly string[]>();
  const linked = new Set<string>();
  const own = (name: string, service: string): void => {
    const list = owners.get(name);
    if (!list) owners.set(name, [service]);
    else if (!list.includes(service)) list.push(service);
  };
  services.forEach((facts) => {
    const { name } = facts;
    own(name, name);
    // A URL is often written in lower case whatever the name is.
    own(name.toLowerCase(), name);
    const others = aliasesOf(facts);
    if (others.length > 0) aliases.set(name, others);
    others.forEach((alias) => {
      own(alias, name);
    });
    facts.service.links?.forEach((link) => {
      linked.add(parseLink(link).alias);
    });
  });
  return {
    has: (name) => owners.has(name) || linked.has(name),
    aliases: (service) => aliases.get(service) ?? none,
    resolve: (name, client) => {
      const links = linked.has(name)
        ? (client.service.links ?? []).map(parseLink).filter(({ alias }) => alias === name)
        : [];
      const targets = links.map(({ to }) => to).filter((to) => services.has(to));
      if (targets.length > 0) return targets;
      const all = owners.get(name) ?? [];
      return all.filter((owner) => {
        const other = services.get(owner);
        return other !== undefined && meet(client, other);
      });
    },
  };
}
