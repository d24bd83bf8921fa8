/** A named text: what a file, standard input or an environment held when it was read. Offsets count UTF-16 units from 0. */
export class Source {
  /** As findings call it. */
  readonly name: string;
  readonly text: string;
  /** Where it was read; only its name, where it was not read from a file. */
  readonly path: string;
  private lineStarts: readonly number[] | undefined;
  /** The line that was asked for last, from 0: findings are shown in the order of their places. */
  private last = 0;

  constructor(name: string, text: string, path = name) {
    this.name = name;
    this.text = text;
    this.path = path;
  }

  /** The place of an offset, as an editor shows it. Computed on demand: only what is printed needs it. */
  position(offset: number): Position {
    const starts = this.starts();
    let low = (starts[this.last] ?? 0) <= offset ? this.last : 0;
    let high = starts.length - 1;
    for (let step = 1; low + step < high; step *= 2) {
      if ((starts[low + step] ?? 0) > offset) high = low + step - 1;
      else low += step;
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    this.last = low;
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The text of one line (counted from 1), without its line end. */
  line(line: number): string {
    const starts = this.starts();
    const start = starts[line - 1];
    if (start === undefined) return '';
    return this.text.slice(start, starts[line] ?? this.text.length).replace(/\r?\n$|\r$/, '');
  }

  private starts(): readonly number[] {
    if (this.lineStarts) return this.lineStarts;
    const { text } = this;
    const starts = [0];
    for (let end = text.indexOf('\n'), line = 1; end >= 0; end = text.indexOf('\n', end + 1), line++)
      starts[line] = end + 1;
    this.lineStarts = starts;
    return starts;
  }
}

/** Line and column, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a source: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}
