import type { Source, Span } from '../../source/source.ts';
import type { Diagnostic, Related } from '../diagnostic.ts';
import { clean } from './clean.ts';
import { type Folded, sections } from './fold.ts';
import { frame } from './frame.ts';
import { type Paint, paint } from './paint.ts';
import { wrap } from './width.ts';

export interface TextOptions {
  readonly colour: boolean;
  /** Code frames. */
  readonly frames: boolean;
  /** Columns to wrap at; absent: one line for each text. */
  readonly width?: number | undefined;
  /** Every finding in full, unfolded. */
  readonly verbose: boolean;
}

/** Findings for people: by service (which the heading names, and no frame shows again), each with its place, its lines of source, why it matters and what to do. */
export function renderText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  let text = '';
  for (const part of textParts(diagnostics, options)) text += part;
  return text;
}

/** The same in parts: a single character beyond Latin-1 makes the text that it stands in twice as large. */
export function textParts(diagnostics: readonly Diagnostic[], options: TextOptions): readonly string[] {
  const parts: string[] = [];
  const lines: string[] = [];
  const colours = paint(options.colour);
  const page: Page = { lines, options, colours, spots: new Map() };
  const turn = (): void => {
    lines.push('');
    parts.push(lines.join('\n'));
    lines.length = 0;
  };
  sections(diagnostics, !options.verbose).forEach(({ service, findings }) => {
    const title = service === undefined ? 'project' : `service ${clean(service)}`;
    lines.push(colours.bold(`${title}:`), '');
    findings.forEach((finding) => {
      one(finding, page);
      lines.push('');
    });
    if (lines.length >= linesOfPart) turn();
  });
  if (lines.length > 0) turn();
  return parts;
}

const linesOfPart = 100;

/** What has been written so far, and how. */
interface Page {
  readonly lines: string[];
  readonly options: TextOptions;
  readonly colours: Paint;
  /** Places as they are shown, by where they start: many findings stand at the same. */
  readonly spots: Map<Source, Map<number, string>>;
}

function one({ first, more, again }: Folded, page: Page): void {
  const { lines, options, colours } = page;
  const { severity, code, message, why, fix, place, related } = first;
  const head = `${severity}[${code}]: `;
  hanging(head, clean(message), options.width, (text, label) =>
    lines.push(label === head ? colours.severity[severity](label) + colours.bold(text) : colours.bold(label + text)),
  );
  const framed = options.frames && (options.verbose || first.path.length !== 2);
  if (place) {
    lines.push(`  ${colours.dim('-->')} ${spot(place, page)}`);
    if (framed) addFrame(place, true, page);
  }
  if (related) addRelated(related, framed, page);
  if (!again) {
    add('  why: ', clean(why), page);
    add('  fix: ', clean(fix), page);
  }
  if (more) addOthers(more, page);
}

function addRelated(related: readonly Related[], framed: boolean, page: Page): void {
  const { lines, colours } = page;
  for (const { message, places } of alike(related)) {
    lines.push(
      `  ${colours.dim('-->')} ${places.map((place, at) => (at === 0 ? spot(place, page) : briefly(place))).join(', ')} ${colours.dim(clean(message))}`,
    );
    if (framed && places.length === 1) for (const other of places) addFrame(other, false, page);
  }
}

/** Errors have to be mended one by one, so each says itself what is wrong; of the rest the places are enough. */
function addOthers(more: readonly Diagnostic[], page: Page): void {
  if (more[0]?.severity !== 'error') {
    add(`  ${more.length} more like this: `, [...new Set(more.map((each) => folded(each, page)))].join(', '), page);
    return;
  }
  for (const each of more) {
    const which = each.place || each.path.length > 0 ? ` ${folded(each, page)}` : '';
    add(`  also${which}: `, clean(each.message), page);
  }
}

function add(label: string, text: string, { lines, options }: Page): void {
  hanging(label, text, options.width, (part, before) => lines.push(before + part));
}

const indent = '       ';

/** A first line with a label, and the rest indented below it. */
function hanging(
  label: string,
  text: string,
  width: number | undefined,
  put: (text: string, label: string) => void,
): void {
  if (width === undefined) put(text, label);
  else
    wrap(text, Math.max(20, width - indent.length), Math.max(1, width - label.length)).forEach((line, index) => {
      put(line, index === 0 ? label : indent);
    });
}

function addFrame(place: Span, context: boolean, { lines, options, colours }: Page): void {
  lines.push(...frame(place, { paint: colours, width: options.width ?? 100, context }));
}

/** Neighbours with the same message in the same file are one line. */
function alike(related: readonly Related[]): readonly { message: string; places: readonly Span[] }[] {
  const groups: { message: string; places: Span[] }[] = [];
  let last: Related | undefined;
  let places: Span[] = [];
  related.forEach((one) => {
    const { message, place } = one;
    if (last?.message !== message || last.place.source !== place.source) {
      places = [];
      groups.push({ message, places });
    }
    places.push(place);
    last = one;
  });
  return groups;
}

/** The file is named once. */
function briefly({ source, start }: Span): string {
  const { line, column } = source.position(start);
  return `${line}:${column}`;
}

function spot(place: Span, { spots }: Page): string {
  const { source, start } = place;
  const inSource = spots.get(source) ?? new Map<number, string>();
  const known = inSource.get(start);
  if (known !== undefined) return known;
  const shown = `${clean(source.name)}:${briefly(place)}`;
  spots.set(source, inSource.set(start, shown));
  return shown;
}

/** Which one it is: by its service and place; what has neither is told in its own words. */
function folded({ service, place, path, message }: Diagnostic, page: Page): string {
  const where = place ? spot(place, page) : path.length > 0 ? clean(path.join('.')) : clean(message);
  return service === undefined ? where : `${clean(service)} (${where})`;
}
