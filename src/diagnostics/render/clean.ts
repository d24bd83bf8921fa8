/** Characters that a terminal obeys instead of showing: controls, and marks that turn the writing direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text from a file, safe to print on one line: what a terminal would obey is spelled out. */
export const clean = (text: string): string => (text.search(unprintable) < 0 ? text : text.replace(unprintable, shown));

function shown(character: string): string {
  if (character === '\n' || character === '\t') return ' ';
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}
