import { prefixPatterns } from './found.ts';

/** One alternative of a rule: any of the hosts, and any of the paths; none means all. */
export interface Rule {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** Matchers that are neither host nor path, by name. */
  readonly lost: readonly string[];
}

const any: Rule = { hosts: [], paths: [], lost: [] };
/** More alternatives than this, and the rule is told as unreadable rather than multiplied out. */
const most = 64;

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

const tokens = /&&|\|\||!|\(|\)|,|`[^`]*`|"[^"]*"|'[^']*'|[A-Za-z]+/g;

/** ``Host(`a`) && (PathPrefix(`/x`) || Path(`/y`))``: its alternatives, those that differ in one respect only put together. */
export function parseRule(text: string): Rule[] {
  const reader: Reader = { tokens: (text.match(tokens) ?? []).slice(0, 2000), at: 0 };
  const rules = alternatives(reader, 0);
  if (rules.length > most || reader.at < reader.tokens.length) return [{ ...any, lost: ['the rule'] }];
  return merge(merge(rules, 'paths', 'hosts'), 'hosts', 'paths').filter(
    ({ hosts, paths, lost }) => hosts.length + paths.length + lost.length > 0,
  );
}

function alternatives(reader: Reader, depth: number): Rule[] {
  const all = conjunction(reader, depth);
  while (reader.tokens[reader.at] === '||' && all.length <= most) {
    reader.at++;
    all.push(...conjunction(reader, depth));
  }
  return all;
}

function conjunction(reader: Reader, depth: number): Rule[] {
  let all = operand(reader, depth);
  while (reader.tokens[reader.at] === '&&' && all.length <= most) {
    reader.at++;
    const more = operand(reader, depth);
    all = all.flatMap((a) => more.map((b) => both(a, b)));
  }
  return all;
}

function operand(reader: Reader, depth: number): Rule[] {
  const token = reader.tokens[reader.at++];
  if (token === '!') {
    operand(reader, depth + 1);
    return [{ ...any, lost: ['a negation'] }];
  }
  if (token === '(' && depth < 50) {
    const inner = alternatives(reader, depth + 1);
    if (reader.tokens[reader.at] === ')') reader.at++;
    return inner;
  }
  if (token === undefined || !/^[A-Za-z]+$/.test(token)) return [{ ...any, lost: ['the rule'] }];
  return [matcher(token, values(reader))];
}

function values(reader: Reader): string[] {
  const found: string[] = [];
  if (reader.tokens[reader.at] !== '(') return found;
  for (reader.at++; reader.at < reader.tokens.length; reader.at++) {
    const token = reader.tokens[reader.at] ?? '';
    if (token === ')') {
      reader.at++;
      break;
    }
    if (/^[`"']/.test(token)) found.push(token.slice(1, -1));
  }
  return found;
}

function matcher(name: string, values: readonly string[]): Rule {
  const word = name.toLowerCase();
  if (word === 'host') return { ...any, hosts: values.map((value) => value.trim()) };
  if (word === 'path') return { ...any, paths: values };
  if (word === 'pathprefix') return { ...any, paths: values.flatMap(prefixPatterns) };
  return { ...any, lost: [name] };
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

/** Both must hold. Two different hosts at once never do; the first is kept, as nobody writes that. */
const both = (a: Rule, b: Rule): Rule => ({
  hosts: a.hosts.length > 0 ? a.hosts : b.hosts,
  paths: a.paths.length > 0 ? a.paths : b.paths,
  lost: union(a.lost, b.lost),
});

/** Puts alternatives together that agree in `same`. */
function merge(rules: readonly Rule[], same: 'hosts' | 'paths', other: 'hosts' | 'paths'): Rule[] {
  const merged = new Map<string, Rule>();
  for (const rule of rules) {
    // An empty list means all, which a union would narrow.
    const key = JSON.stringify([rule[same], rule.lost, rule[other].length === 0]);
    const found = merged.get(key);
    merged.set(key, found ? { ...found, [other]: union(found[other], rule[other]) } : rule);
  }
  return [...merged.values()];
}

/** Traefik 1: `Host:a.example,b.example;PathPrefix:/x,/y`. */
export function parseOldRule(text: string): Rule[] {
  const rule = text
    .split(';')
    .map((part) => {
      const colon = part.indexOf(':');
      const name = part.slice(0, colon < 0 ? undefined : colon).trim();
      const list = colon < 0 ? [] : part.slice(colon + 1).split(',');
      return name === ''
        ? any
        : matcher(
            name.replace(/Strip$/i, ''),
            list.map((value) => value.trim()).filter((value) => value !== ''),
          );
    })
    .reduce(both, any);
  return rule.hosts.length + rule.paths.length + rule.lost.length > 0 ? [rule] : [];
}
