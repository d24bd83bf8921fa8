/** A text without those `char` that end it. A regular expression would look at a long row of them anew from each one. */
export function trimEnd(text: string, char: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === char) end--;
  return text.slice(0, end);
}
