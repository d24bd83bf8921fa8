import type { Finding } from '../diagnostics/declare.ts';
import type { Source } from '../source/source.ts';
import type { Environment } from './environment.ts';

const reference = /\$\{?([_a-z][_a-z0-9]*)/gi;
/** A shorter value could be any word of a message; it is hidden only where its variable stands. */
const telling = 6;

/** Takes out of messages what variables hold: a variable may be a secret, and messages end up in logs. */
export function redact(
  findings: readonly Finding[],
  sources: readonly Source[],
  environments: readonly Environment[],
): Finding[] {
  if (findings.length === 0) return [];
  const known = valuesOf(environments);
  const everywhere = sources.flatMap(({ text }) => valuesIn(text, known)).filter(({ length }) => length >= telling);
  return findings.map((finding) => {
    const { place } = finding;
    const here = place ? valuesIn(place.source.text.slice(place.start, place.end), known) : [];
    const hide = (text: string): string => [...here, ...everywhere].reduce(masked, text);
    return { ...finding, message: hide(finding.message), why: hide(finding.why), fix: hide(finding.fix) };
  });
}

const masked = (text: string, value: string): string =>
  value.length > anywhere ? text.replaceAll(value, '…') : asWord(text, value);

/** One or two characters are in any sentence: they are hidden where they are not part of a word. */
const anywhere = 2;

function asWord(text: string, value: string): string {
  let made = '';
  let from = 0;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const end = at + value.length;
    if (at < from || inWord(text[at - 1], text[at]) || inWord(text[end - 1], text[end])) continue;
    made += `${text.slice(from, at)}…`;
    from = end;
  }
  return made + text.slice(from);
}

const wordCharacter = /[\p{Letter}\p{Number}_]/u;
const inWord = (one = '', other = ''): boolean => wordCharacter.test(one) && wordCharacter.test(other);

/** Values of the variables that a text refers to, longest first. */
function valuesIn(text: string, known: Values): string[] {
  if (!text.includes('$')) return [];
  const names = new Set([...text.matchAll(reference)].map((match) => match[1] ?? ''));
  names.delete('COMPOSE_PROJECT_NAME');
  return [...names].flatMap((name) => [...(known.get(name) ?? [])]).sort((a, b) => b.length - a.length);
}

/** An include may have variables of its own, of the same names. */
type Values = ReadonlyMap<string, ReadonlySet<string>>;

function valuesOf(environments: readonly Environment[]): Values {
  const known = new Map<string, Set<string>>();
  for (const environment of environments)
    for (const [name, { value }] of environment)
      if (value !== '') known.set(name, (known.get(name) ?? new Set()).add(value));
  return known;
}
