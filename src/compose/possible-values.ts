/**
 * Whether a YAML text may have more values than that. What is counted is at least half of them: its lines, but for those that are empty or a comment, and its items in flow style.
 * The parser makes something of each, and would fill the memory before anything could be counted.
 */
export function hasMoreValues(text: string, limit: number): boolean {
  // Searching for each character is a fraction of looking at all of them, and comes to no less.
  return occurrences(text, starts) >= limit && possibleValues(text) > limit;
}

const starts = ['\n', '\r', ',', '[', '{', '?', '- '];

function occurrences(text: string, parts: readonly string[]): number {
  let count = 0;
  for (const part of parts) for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++;
  return count;
}

function possibleValues(text: string): number {
  let count = 0;
  let fresh = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === newline || code === carriageReturn) fresh = true;
    else if (fresh && code === hash) at = endOfLine(text, at);
    else if (code !== space && (fresh || openers.has(code) || (code === dash && text.charCodeAt(at + 1) === space))) {
      count++;
      fresh = false;
    }
  }
  return count;
}

/** What another value may follow on the same line. */
const openers: ReadonlySet<number> = new Set(Array.from(',[{?', (character) => character.charCodeAt(0)));
const newline = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;
const dash = 45;

/** The last character of the line. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return (end < 0 ? text.length : end) - 1;
}
