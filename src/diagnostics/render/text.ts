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
  const colours = paint(options.colour);
  const lines: string[] = [];
  for (const { service, findings } of sections(diagnostics, !options.verbose)) {
    const title = service === undefined ? 'project' : `service ${clean(service)}`;
    lines.push(colours.bold(`${title}:`), '');
    for (const finding of findings) lines.push(...one(finding, options, colours), '');
  }
  return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}

function one({ first, more, again }: Folded, options: TextOptions, colours: Paint): readonly string[] {
  const { severity, code, message, why, fix, place, related } = first;
  const head = `${severity}[${code}]: `;
  const [start = '', ...rest] = hanging(head, clean(message), options.width);
  const lines = [colours.severity[severity](start.slice(0, head.length)) + colours.bold(start.slice(head.length))];
  lines.push(...rest.map((line) => colours.bold(line)));
  const shown = options.frames && (options.verbose || first.path.length !== 2) ? options : undefined;
  if (place) lines.push(`  ${colours.dim('-->')} ${spot(place)}`, ...framed(place, true, shown, colours));
  for (const { message: text, places } of alike(related ?? [])) {
    lines.push(`  ${colours.dim('-->')} ${places.map(briefly).join(', ')} ${colours.dim(clean(text))}`);
    if (places.length === 1) for (const other of places) lines.push(...framed(other, false, shown, colours));
  }
  if (!again)
    lines.push(...hanging('  why: ', clean(why), options.width), ...hanging('  fix: ', clean(fix), options.width));
  lines.push(...others(more, options));
  return lines;
}

/** Errors have to be mended one by one, so each says itself what is wrong; of the rest the places are enough. */
function others(more: readonly Diagnostic[], { width }: TextOptions): readonly string[] {
  if (more.length === 0) return [];
  if (more[0]?.severity !== 'error')
    return hanging(`  ${more.length} more like this: `, [...new Set(more.map(folded))].join(', '), width);
  return more.flatMap((each) => {
    const which = each.place || each.path.length > 0 ? ` ${folded(each)}` : '';
    return hanging(`  also${which}: `, clean(each.message), width);
  });
}

/** A first line with a label, and the rest indented below it. */
function hanging(label: string, text: string, width: number | undefined): readonly string[] {
  if (width === undefined) return [label + text];
  const [first = '', ...rest] = wrap(text, Math.max(20, width - 7), Math.max(1, width - label.length));
  return [label + first, ...rest.map((line) => `       ${line}`)];
}

function framed(place: Span, context: boolean, options: TextOptions | undefined, colours: Paint): readonly string[] {
  if (!options) return [];
  return frame(place, { paint: colours, width: options.width ?? 100, context });
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
