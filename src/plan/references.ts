import type { Service } from '../compose/model.ts';
import { declare, type Report } from '../diagnostics/declare.ts';
import type { Path } from '../source/node.ts';
import type { Reference } from './deployment.ts';
import { hostCommands, meansHost, meansOther, meansServer, portVariable } from './host-words.ts';
import type { NameIndex } from './names.ts';
import { keyBefore, type Mention, scan, wordAfter, wordsBefore } from './scan.ts';
import type { ServiceFacts, Services } from './services.ts';

/** Services that one name may stand for: far more than share one in earnest, few enough for each pair to be looked at. */
const mostOwners = 20;

export const nameOfMany = declare<{ from: string; name: string; where: string }>(() => ({
  code: 'references/name-of-many',
  severity: 'warning',
  message: ({ from, name, where }) =>
    `${from} uses ${name} in ${where}, a name that more than ${mostOwners} services share: the first ${mostOwners} count.`,
  why: 'Compose answers such a name with the address of any of them. Here each would have to be connected with each service that uses it.',
  fix: 'Give the alias to fewer services, or make them one service with replicas.',
  see: 'https://docs.docker.com/reference/compose-file/services/#aliases',
}));

/** A use of a name in a text, before it is known how it will resolve. */
export type Use = Omit<Reference, 'resolves'>;

/** A text with what it mentions. */
interface Text {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly path: Path;
  readonly via: Use['via'];
  /** Name of the environment variable; absent in a list. */
  readonly variable: string | undefined;
  /** The arguments around it, and which of them it is; none around the value of a variable. */
  readonly list: readonly string[];
  readonly at: number;
}

interface Search {
  readonly names: NameIndex;
  /** What a text mentions. */
  readonly find: (text: string) => readonly Mention[];
  readonly uses: Use[];
  readonly report: Report;
}

/** Host names of services in environment, command, entrypoint and health check, each service's own name included; file order. */
export function findUses(services: Services, names: NameIndex, report: Report): Use[] {
  const search: Search = { names, find: scanner(names), uses: [], report };
  services.forEach((facts) => {
    const { environment, entrypoint, command, healthcheck } = facts.service;
    if (environment) searchVariables(environment, facts, search);
    if (entrypoint) searchList(entrypoint, 'entrypoint', facts, search);
    if (command) searchList(command, 'command', facts, search);
    if (healthcheck?.test) searchList(healthcheck.test, 'healthcheck', facts, search);
  });
  return search.uses;
}

/** Most texts stand in many services alike: each is scanned once. */
function scanner(names: NameIndex): Search['find'] {
  const known = new Map<string, readonly Mention[]>();
  return (text) => {
    let mentions = known.get(text);
    if (mentions === undefined) {
      mentions = scan(text, names.has);
      known.set(text, mentions);
    }
    return mentions;
  };
}

function searchVariables(environment: NonNullable<Service['environment']>, facts: ServiceFacts, search: Search): void {
  for (const variable in environment) {
    const text = environment[variable] ?? '';
    const mentions = search.find(text);
    if (mentions.length === 0) continue;
    const path = ['services', facts.name, 'environment', variable];
    addUses({ text, mentions, path, via: 'environment', variable, list: alone, at: 0 }, facts, search);
  }
}

/** Where the lists of arguments stand in a service. */
const lists = { entrypoint: ['entrypoint'], command: ['command'], healthcheck: ['healthcheck', 'test'] } as const;

function searchList(list: readonly string[], via: keyof typeof lists, facts: ServiceFacts, search: Search): void {
  for (let at = 0; at < list.length; at++) {
    const text = list[at] ?? '';
    const mentions = search.find(text);
    if (mentions.length === 0) continue;
    const path = ['services', facts.name, ...lists[via], at];
    addUses({ text, mentions, path, via, variable: undefined, list, at }, facts, search);
  }
}

function addUses(text: Text, facts: ServiceFacts, { names, uses, report }: Search): void {
  const before = uses.length;
  const fixed = pinned(facts);
  for (let at = 0; at < text.mentions.length; at++) {
    const mention = text.mentions[at];
    if (!mention || fixed.has(mention.name) || !isHost(mention, text)) continue;
    const owners = names.resolve(mention.name, facts, mostOwners + 1);
    if (owners.length > mostOwners)
      report(
        nameOfMany,
        { path: text.path },
        { from: facts.name, name: mention.name, where: text.variable ?? text.via },
      );
    for (const owner of owners.slice(0, mostOwners)) uses.push(toUse(facts, owner, mention, text));
  }
  if (uses.length > before + 1)
    distinct(uses.splice(before)).forEach((use) => {
      uses.push(use);
    });
}

/** The first of those that say the same. */
function distinct(uses: readonly Use[]): Use[] {
  const seen = new Set<string>();
  return uses.filter(({ name, port, to }) => {
    const key = `${name} ${port} ${to}`;
    return !seen.has(key) && seen.add(key);
  });
}

const alone: readonly string[] = [];
const nobody: ReadonlySet<string> = new Set();

/** Names that `extra_hosts` gives an address: nobody is asked for them. */
function pinned({ service }: ServiceFacts): ReadonlySet<string> {
  const { extra_hosts: hosts } = service;
  if (!hosts) return nobody;
  const known = pinnedIn.get(hosts) ?? new Set(hosts.map((entry) => entry.split(/[=:]/)[0] ?? ''));
  pinnedIn.set(hosts, known);
  return known;
}

const pinnedIn = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether what stands around a name says that it is a host. */
function isHost({ kind, start, end }: Mention, text: Text): boolean {
  if (kind === 'address') return true;
  const key = keyBefore(text.text, start);
  if (kind === 'port') return !meansOther(key ?? text.variable ?? '') && !takesOwner(wordBefore(text, start)[0]);
  if (key !== undefined) return meansHost(key);
  if (text.variable !== undefined) {
    const whole = start === 0 && end === text.text.length;
    if (meansHost(text.variable) || (whole && meansServer(text.variable))) return true;
  }
  return takesHost(wordBefore(text, start));
}

/** The words before a place in a text, or else the arguments before it. */
function wordBefore({ text, list, at }: Text, start: number): readonly string[] {
  const words = start === 0 ? [] : wordsBefore(text, start);
  return words.length > 0 ? words : list.slice(Math.max(0, at - 4), at).reverse();
}

const takesOwner = (word: string | undefined): boolean =>
  word !== undefined && /^(chown|--?user|-u|--chown)$/.test(word);

/** `-h db`, `--redis-host db`, `nc -z db`. */
function takesHost(before: readonly string[]): boolean {
  const [last] = before;
  if (last === undefined) return false;
  if (last === '-h' || (/^--?\w/.test(last) && !last.includes('=') && last.length > 2 && meansHost(last))) return true;
  const command = before.find((word) => !/^(-.*|\d+)$/.test(word));
  return command !== undefined && hostCommands.has(command.slice(command.lastIndexOf('/') + 1));
}

const portNumber = (text: string | undefined): number | undefined => {
  const port = /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : undefined;
  return port !== undefined && port <= 65_535 ? port : undefined;
};

function toUse(facts: ServiceFacts, to: string, mention: Mention, text: Text): Use {
  const port = mention.port ?? (mention.kind === 'word' ? portBeside(facts, mention, text) : undefined);
  return {
    from: facts.name,
    to,
    name: mention.name,
    path: text.path,
    via: text.via,
    port,
    scheme: mention.scheme,
  };
}

/** The port in the next word (`nc -z db 5432`), or in the variable beside (`DB_HOST`, `DB_PORT`). */
function portBeside({ service }: ServiceFacts, { start, end }: Mention, text: Text): number | undefined {
  const { variable, list, at } = text;
  if (variable === undefined)
    return takesHost(wordBefore(text, start)) ? portNumber(wordAfter(text.text, end) ?? list[at + 1]) : undefined;
  const other = portVariable(variable);
  const value =
    other !== undefined && service.environment && Object.hasOwn(service.environment, other)
      ? service.environment[other]
      : undefined;
  return portNumber(value ?? undefined);
}
