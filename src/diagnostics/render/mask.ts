import type { Source } from '../../source/source.ts';

/** Offsets in a line, end exclusive. */
export type Range = readonly [start: number, end: number];

/**
 * The parts of a line that may be the value of a variable or a secret: never shown in a code frame.
 * The text is all there is to go by (a frame also shows neighbouring lines), so this rather hides too much.
 */
export function secretRanges(source: Source, line: number): readonly Range[] {
  const text = source.line(line);
  if (isEnvFile(source.name)) return envFileRanges(text);
  return [...blockRanges(source, line, text), ...capitals(text), ...secretLooking(text), ...urlLogins(text)];
}

const isEnvFile = (name: string): boolean => /env[^/\\]*$/i.test(name) && !/\.(ya?ml|json)$/i.test(name);

function envFileRanges(text: string): readonly Range[] {
  if (/^\s*(#.*)?$/.test(text)) return [[0, text.length]];
  const name = /^\s*(export\s+)?[\w.-]+\s*[=:]/.exec(text);
  return [[name ? name[0].length : 0, text.length]];
}

/** `NAME: value` and `NAME=value`: hardly anything but variables is written in capitals. */
function capitals(text: string): readonly Range[] {
  const found = /(?<![\w${])["']?[A-Z][A-Z0-9_]+["']?\s*[:=]\s*/.exec(text);
  return found ? [[found.index + found[0].length, text.length]] : [];
}

const secretName =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|credential|private[-_]?key|access[-_]?key)[\w.-]*["']?(?:\s*(?::-|:\?|[:=])\s*|\s+)["']?(?!arn:|\/run\/secrets|\$\{?\w+\}?["']?$)([^\s"',}\]]+)/gi;

const secretLooking = (text: string): readonly Range[] => groups(text, secretName);
const urlLogins = (text: string): readonly Range[] => groups(text, /:\/\/[^\s/:@]*:([^\s@/]+)@/g);

const groups = (text: string, pattern: RegExp): readonly Range[] =>
  Array.from(text.matchAll(pattern), (match): Range => {
    const end = match.index + match[0].length - (match[0].endsWith('@') ? 1 : 0);
    return [end - (match[1]?.length ?? 0), end];
  });

/** Keys whose contents are values of variables or of secrets. */
const holders = /^(environment|args|content|build-args|x-[\w-]*env[\w-]*)$/i;
const keyLine = /^(\s*)((?:-\s+)*)["']?([\w.-]+)["']?\s*:(?:\s|$)/;

function blockRanges(source: Source, line: number, text: string): readonly Range[] {
  const own = keyLine.exec(text);
  if (own && holders.test(own[3] ?? '')) return [[own[0].length, text.length]];
  const inline = /["']?(?:environment|args)["']?\s*:\s*/.exec(text);
  if (inline) return [[inline.index + inline[0].length, text.length]];
  const depth = depthBelowHolder(source, line, text);
  if (depth === 0) return [];
  const name = depth === 1 ? /^\s*(?:-\s+)?["']?[\w.-]+["']?\s*(?:[:=]\s*|$)/.exec(text) : null;
  return [[name ? name[0].length : text.length - text.trimStart().length, text.length]];
}

/** 0: not below one; 1: an entry of it; more: deeper, as the lines of a block text. */
function depthBelowHolder(source: Source, line: number, text: string): number {
  let indent = indentOf(text);
  let item = isItem(text);
  let depth = 0;
  for (let above = line - 1; above > 0 && (indent > 0 || item); above--) {
    const candidate = source.line(above);
    if (/^\s*(#|$)/.test(candidate)) continue;
    const own = indentOf(candidate);
    if (own > indent || (own === indent && !(item && !isItem(candidate)))) continue;
    depth++;
    const key = keyLine.exec(candidate)?.[3];
    if (key && holders.test(key)) return depth;
    indent = own;
    item = isItem(candidate);
  }
  return 0;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;
const isItem = (text: string): boolean => /^\s*-(\s|$)/.test(text);
