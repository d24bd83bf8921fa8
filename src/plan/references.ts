import type { Path } from '../source/node.ts';
import type { Reference } from './deployment.ts';
import { hostCommands, meansHost, meansOther, meansServer, portVariable } from './host-words.ts';
import type { NameIndex } from './names.ts';
import { keyBefore, type Mention, scan, wordAfter, wordsBefore } from './scan.ts';
import type { ServiceFacts, Services } from './services.ts';

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

type Scan = (text: string) => readonly Mention[];

/** Host names of services in environment, command, entrypoint and health check, each service's own name included; file order. */
export function findUses(services: Services, names: NameIndex): Use[] {
  const uses: Use[] = [];
  const find = scanner(names);
  services.forEach((facts) => {
    const texts = mentioning(facts, find);
    if (texts.length === 0) return;
    const fixed = pinned(facts);
    texts.forEach((text) => {
      addUses(uses, text, facts, fixed, names);
    });
  });
  return uses;
}

/** Most texts stand in many services alike: each is scanned once. */
function scanner(names: NameIndex): Scan {
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

function addUses(uses: Use[], text: Text, facts: ServiceFacts, fixed: ReadonlySet<string>, names: NameIndex): void {
  const before = uses.length;
  text.mentions.forEach((mention) => {
    if (fixed.has(mention.name) || !isHost(mention, text)) return;
    names.resolve(mention.name, facts).forEach((to) => {
      uses.push(toUse(facts, to, mention, text));
    });
  });
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
const pinned = ({ service }: ServiceFacts): ReadonlySet<string> =>
  service.extra_hosts ? new Set(service.extra_hosts.map((entry) => entry.split(/[=:]/)[0] ?? '')) : nobody;

/** The texts of a service that mention a name. */
function mentioning({ name, service }: ServiceFacts, find: Scan): Text[] {
  const texts: Text[] = [];
  const { environment, entrypoint, command, healthcheck } = service;
  for (const variable in environment) {
    const text = environment[variable] ?? '';
    const mentions = find(text);
    if (mentions.length === 0) continue;
    const path = ['services', name, 'environment', variable];
    texts.push({ text, mentions, path, via: 'environment', variable, list: alone, at: 0 });
  }
  if (entrypoint) addMentioning(texts, name, entrypoint, 'entrypoint', find);
  if (command) addMentioning(texts, name, command, 'command', find);
  if (healthcheck?.test) addMentioning(texts, name, healthcheck.test, 'healthcheck', find);
  return texts;
}

/** Where the lists of arguments stand in a service. */
const lists = { entrypoint: ['entrypoint'], command: ['command'], healthcheck: ['healthcheck', 'test'] } as const;

function addMentioning(
  texts: Text[],
  service: string,
  list: readonly string[],
  via: keyof typeof lists,
  find: Scan,
): void {
  for (let at = 0; at < list.length; at++) {
    const text = list[at] ?? '';
    const mentions = find(text);
    if (mentions.length === 0) continue;
    const path = ['services', service, ...lists[via], at];
    texts.push({ text, mentions, path, via, variable: undefined, list, at });
  }
}

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
