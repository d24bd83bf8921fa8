import { eastAsianWidth } from 'get-east-asian-width';

/** Exactly the characters that are one column wide each. */
const plain = /^[\u0020-\u007e]*$/;

/** Columns that a text takes on a terminal. */
export const displayWidth = (text: string): number =>
  plain.test(text) ? text.length : graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);

/** A text is segmented in pieces, as each segment comes with a copy of the whole; a piece ends between characters where it can. */
const pieces = /.{1,500}(?!\p{Mark}|\p{Format}|\p{Emoji_Modifier})|.{1,500}/gsu;

function graphemes(text: string): readonly string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return (text.match(pieces) ?? []).flatMap((piece) => Array.from(segmenter.segment(piece), ({ segment }) => segment));
}

/** An emoji, also one that a variation selector or several characters make, takes two columns; marks and controls none. */
function graphemeWidth(grapheme: string): number {
  if (/^[\p{Mark}\p{Control}\p{Format}]+$/u.test(grapheme)) return 0;
  if (/^\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0);
}

/** One visible character: its text, its columns, and where it starts in the text it was taken from. */
export interface Cell {
  readonly text: string;
  readonly columns: number;
  readonly offset: number;
}

export function cells(text: string): readonly Cell[] {
  if (plain.test(text)) return Array.from(text, (one, offset) => ({ text: one, columns: 1, offset }));
  let end = 0;
  return graphemes(text).map((grapheme) => {
    const offset = end;
    end += grapheme.length;
    return { text: grapheme, columns: graphemeWidth(grapheme), offset };
  });
}

/** Breaks a text at spaces into lines of at most `width` columns, the first one of `first`; a longer word stays whole. */
export function wrap(text: string, width: number, first: number = width): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const columns = displayWidth(word);
    if (line !== '' && used + 1 + columns > (lines.length === 0 ? first : width)) {
      lines.push(line);
      line = word;
      used = columns;
    } else {
      line = line === '' ? word : `${line} ${word}`;
      used += (used === 0 ? 0 : 1) + columns;
    }
  }
  return [...lines, line];
}
