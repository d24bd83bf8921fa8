/** The secret files of a container, to be found in its texts: each whole, not as the beginning of a longer path. A text is read once for all of them. */
export class SecretFiles {
  /** By the last word of the path and by its length. A text holds that word as it is, where it names the file. */
  private readonly byWord = new Map<string, Map<number, Set<string>>>();
  /** Those that end in no word. */
  private readonly others = new Set<string>();

  add(file: string): void {
    const word = lastWord(file);
    if (word === '') {
      this.others.add(file);
      return;
    }
    const byLength = this.byWord.get(word) ?? new Map<number, Set<string>>();
    this.byWord.set(word, byLength);
    byLength.set(file.length, (byLength.get(file.length) ?? new Set<string>()).add(file));
  }

  /** The files that a text names. */
  namedIn(text: string): Set<string> {
    const named = new Set<string>();
    for (const { 0: word, index } of text.matchAll(/[\w.-]+/g)) {
      const end = index + word.length;
      if (text[end] === '/') continue;
      this.byWord.get(word)?.forEach((files, length) => {
        const path = end < length ? '' : text.slice(end - length, end);
        if (files.has(path)) named.add(path);
      });
    }
    this.others.forEach((file) => {
      if (standsIn(text, file)) named.add(file);
    });
    return named;
  }
}

/** The letters, digits, `_`, `.` and `-` at the end of a path. */
function lastWord(path: string): string {
  let start = path.length;
  while (start > 0 && /[\w.-]/.test(path.charAt(start - 1))) start--;
  return path.slice(start);
}

/** Whether `file` stands somewhere in a text without going on. */
function standsIn(text: string, file: string): boolean {
  for (let at = text.indexOf(file); at >= 0; at = text.indexOf(file, at + 1))
    if (!/[\w./-]/.test(text[at + file.length] ?? '')) return true;
  return false;
}
