import type { Source, Span } from '../../source/source.ts';
import { clean } from './clean.ts';
import { secretRanges } from './mask.ts';
import type { Paint } from './paint.ts';
import { type Cell, cells } from './width.ts';

/** A span over many lines shows the first ones. */
const mostLines = 4;
/** Beyond this a line is no longer something that a person wrote; it is not shown. */
const longestLine = 20_000;
const tab = '    ';

export interface FrameOptions {
  readonly paint: Paint;
  /** Columns for the whole frame. */
  readonly width: number;
  /** Also the line above. */
  readonly context: boolean;
}

/** The lines of a span with exactly its characters underlined; empty when there is nothing fit to show. */
export function frame({ source, start, end }: Span, options: FrameOptions): readonly string[] {
  const from = source.position(start);
  const to = source.position(Math.max(start, end - 1));
  const last = Math.min(to.line, from.line + mostLines - 1);
  const gutter = String(last).length;
  const lines: string[] = [];
  const room = Math.max(20, options.width - gutter - 4);
  const bar = options.paint.dim('|');
  const numbered = (line: number) => options.paint.dim(String(line).padStart(gutter));
  if (options.context && from.line > 1 && source.line(from.line - 1).trim() !== '') {
    const above = rendered(source, from.line - 1, 0, 0, room);
    if (above) lines.push(` ${numbered(from.line - 1)} ${bar} ${above.text}`);
  }
  for (let line = from.line; line <= last; line++) {
    const text = source.line(line);
    const left = line === from.line ? from.column - 1 : text.length - text.trimStart().length;
    const right = line === to.line ? to.column : text.trimEnd().length;
    const shown = rendered(source, line, left, Math.max(right, left + 1), room);
    if (!shown) return [];
    lines.push(` ${numbered(line)} ${bar} ${shown.text}`);
    lines.push(
      ` ${' '.repeat(gutter)} ${bar} ${' '.repeat(shown.from)}${options.paint.mark('^'.repeat(shown.length))}`,
    );
  }
  return lines;
}

interface Rendered {
  readonly text: string;
  /** Columns before the underline, and its own. */
  readonly from: number;
  readonly length: number;
}

/** Many findings stand on one line where a project is written as JSON: the last row is kept. */
const rows = new WeakMap<Source, { readonly line: number; readonly row: readonly Cell[] }>();

function rowOf(source: Source, line: number): readonly Cell[] {
  const known = rows.get(source);
  if (known?.line === line) return known.row;
  const row = printable(source.line(line), secretRanges(source, line));
  rows.set(source, { line, row });
  return row;
}

/** One line with its secrets hidden, cut to `room` columns around the stretch that matters. */
function rendered(source: Source, line: number, left: number, right: number, room: number): Rendered | undefined {
  const raw = source.line(line);
  if (raw.length > longestLine) return undefined;
  const row = rowOf(source, line);
  const before = row.filter(({ offset }) => offset < left).reduce((sum, { columns }) => sum + columns, 0);
  const under = row.filter(({ offset }) => offset >= left && offset < right).reduce((sum, one) => sum + one.columns, 0);
  const total = row.reduce((sum, { columns }) => sum + columns, 0);
  const length = Math.max(1, under);
  if (total <= room) return { text: text(row), from: before, length };
  const skip = before + Math.min(length, room - 8) + 4 <= room ? 0 : Math.max(0, before - 8);
  const cut = slice(row, skip, room - (skip > 0 ? 1 : 0) - 1);
  const lead = skip > 0 ? '…' : '';
  const from = Math.min(before - skip + lead.length, room - 1);
  return { text: `${lead}${cut}…`, from, length: Math.max(1, Math.min(length, room - from)) };
}

const text = (row: readonly Cell[]): string => row.map((cell) => cell.text).join('');

function slice(row: readonly Cell[], skip: number, room: number): string {
  let column = 0;
  let taken = '';
  for (const cell of row) {
    if (column >= skip && column + cell.columns <= skip + room) taken += cell.text;
    column += cell.columns;
  }
  return taken;
}

/** Tabs become spaces, secrets `***`, and what a terminal would obey is spelled out; offsets stay those of the line. */
function printable(raw: string, secrets: readonly (readonly [number, number])[]): readonly Cell[] {
  const row: Cell[] = [];
  let hidden = -1;
  for (const cell of cells(raw)) {
    const range = secrets.find(([start, end]) => cell.offset >= start && cell.offset < end && end > start);
    if (range) {
      if (hidden < range[0]) for (let i = 0; i < 3; i++) row.push({ text: '*', columns: 1, offset: cell.offset });
      hidden = Math.max(hidden, range[1] - 1);
      continue;
    }
    const shown = cell.text === '\t' ? tab : clean(cell.text);
    row.push({ text: shown, columns: shown === cell.text ? cell.columns : shown.length, offset: cell.offset });
  }
  return row;
}
