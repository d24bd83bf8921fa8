import type { Span } from '../../source/source.ts';
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
  const page: Page = { lines: [], options, colours: paint(options.colour) };
  const { lines, colours } = page;
  sections(diagnostics, !options.verbose).forEach(({ service, findings }) => {
    const title = service === undefined ? 'project' : `service ${clean(service)}`;
    lines.push(colours.bold(`${title}:`), '');
    findings.forEach((finding) => {
      one(finding, page);
      lines.push('');
    });
  });
  return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}

/** What has been written so far, and how. */
interface Page {
  readonly lines: string[];
  readonly options: TextOptions;
  readonly colours: Paint;
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
    lines.push(`  ${colours.dim('-->')} ${spot(place)}`);
    if (framed) addFrame(place, true, page);
  }
  if (related) addRelated(related, framed, page);
  if (!again) {
    add('  why: ', clean(why), page);
    add('  fix: ', clean(fix), page);
  }
  if (more.length > 0) addOthers(more, page);
}

function addRelated(related: readonly Related[], framed: boolean, page: Page): void {
  const { lines, colours } = page;
  for (const { message, places } of alike(related)) {
    lines.push(`  ${colours.dim('-->')} ${places.map(briefly).join(', ')} ${colours.dim(clean(message))}`);
    if (framed && places.length === 1) for (const other of places) addFrame(other, false, page);
  }
}

/** Errors have to be mended one by one, so each says itself what is wrong; of the rest the places are enough. */
function addOthers(more: readonly Diagnostic[], page: Page): void {
  if (more[0]?.severity !== 'error') {
    add(`  ${more.length} more like this: `, [...new Set(more.map(folded))].join(', '), page);
    return;
  }
  for (const each of more) {
    const which = each.place || each.path.length > 0 ? ` ${folded(each)}` : '';
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
  for (const { message, place } of related) {
    const last = groups.at(-1);
    const fits = last?.message === message && last.places[0]?.source === place.source;
    if (last && fits) last.places.push(place);
    else groups.push({ message, places: [place] });
  }
  return groups;
}

/** The file is named once. */
function briefly(place: Span, at: number): string {
  if (at === 0) return spot(place);
  const { line, column } = place.source.position(place.start);
  return `${line}:${column}`;
}

function spot({ source, start }: Span): string {
  const { line, column } = source.position(start);
  return `${clean(source.name)}:${line}:${column}`;
}

/** Which one it is: by its service and place; what has neither is told in its own words. */
function folded({ service, place, path, message }: Diagnostic): string {
  const where = place ? spot(place) : path.length > 0 ? clean(path.join('.')) : clean(message);
  return service === undefined ? where : `${clean(service)} (${where})`;
}
