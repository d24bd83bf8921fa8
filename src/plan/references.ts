import type { Path } from '../source/node.ts';
import type { Reference } from './deployment.ts';
import { hostCommands, meansHost, meansOther, meansServer, portVariable } from './host-words.ts';
import type { NameIndex } from './names.ts';
import { keyBefore, type Mention, scan, wordAfter, wordsBefore } from './scan.ts';
import type { ServiceFacts, Services } from './services.ts';

/** A use of a name in a text, before it is known how it will resolve. */
export type Use = Omit<Reference, 'resolves'> & { readonly scheme?: string };

interface Text {
  readonly text: string;
  readonly path: Path;
  readonly via: Use['via'];
  /** Name of the environment variable. */
  readonly variable?: string;
  /** The arguments before it, the nearest first. */
  readonly previous: readonly string[];
  readonly next?: string;
}

/** Host names of services in environment, command, entrypoint and health check, each service's own name included; file order. */
export function findUses(services: Services, names: NameIndex): Use[] {
  const uses: Use[] = [];
  for (const facts of services.values()) {
    const fixed = pinned(facts);
    const seen = new Set<string>();
    for (const text of textsOf(facts)) {
      for (const mention of scan(text.text, names.has)) {
        if (fixed.has(mention.name) || !isHost(mention, text)) continue;
        for (const to of names.resolve(mention.name, facts)) {
          const use = toUse(facts, to, mention, text);
          const key = JSON.stringify([use.path, to, use.name, use.port]);
          if (!seen.has(key)) uses.push(use);
          seen.add(key);
        }
      }
    }
  }
  return uses;
}

/** Names that `extra_hosts` gives an address: nobody is asked for them. */
const pinned = ({ service }: ServiceFacts): ReadonlySet<string> =>
  new Set((service.extra_hosts ?? []).map((entry) => entry.split(/[=:]/)[0] ?? ''));

function textsOf({ name, service }: ServiceFacts): Text[] {
  const texts: Text[] = [];
  for (const [variable, text] of Object.entries(service.environment ?? {}))
    if (text)
      texts.push({
        text,
        variable,
        previous: [],
        via: 'environment',
        path: ['services', name, 'environment', variable],
      });
  const list = (items: readonly string[] | null | undefined, via: Use['via'], key: Path): void =>
    (items ?? []).forEach((text, at, all) => {
      const next = all[at + 1];
      const previous = all.slice(Math.max(0, at - 4), at).reverse();
      texts.push({
        text,
        via,
        path: ['services', name, ...key, at],
        previous,
        ...(next === undefined ? {} : { next }),
      });
    });
  list(service.entrypoint, 'entrypoint', ['entrypoint']);
  list(service.command, 'command', ['command']);
  list(service.healthcheck?.test, 'healthcheck', ['healthcheck', 'test']);
  return texts;
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
function wordBefore({ text, previous }: Text, start: number): readonly string[] {
  const words = start === 0 ? [] : wordsBefore(text, start);
  return words.length > 0 ? words : previous;
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
    ...(port ? { port } : {}),
    ...(mention.scheme ? { scheme: mention.scheme } : {}),
  };
}

/** The port in the next word (`nc -z db 5432`), or in the variable beside (`DB_HOST`, `DB_PORT`). */
function portBeside({ service }: ServiceFacts, { start, end }: Mention, text: Text): number | undefined {
  const { variable, next } = text;
  if (variable === undefined)
    return takesHost(wordBefore(text, start)) ? portNumber(wordAfter(text.text, end) ?? next) : undefined;
  const other = portVariable(variable);
  const value =
    other !== undefined && service.environment && Object.hasOwn(service.environment, other)
      ? service.environment[other]
      : undefined;
  return portNumber(value ?? undefined);
}
