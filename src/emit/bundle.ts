import type { EcsApp, Group, Route, RunTask, ServiceDefinition, Target, TaskDefinition } from '../ecs/model.ts';
import { filled, normalForm } from './normal-form.ts';

/**
 * What `convert` gives: the inputs of RegisterTaskDefinition, CreateService and RunTask as the AWS CLI takes them,
 * the virtual hosts that were found, and which services share a task and why. Every list is present here; in JSON text none is empty.
 */
export interface Bundle {
  readonly project: string;
  readonly target: Target;
  readonly taskDefinitions: readonly TaskDefinition[];
  readonly services: readonly ServiceDefinition[];
  readonly runTasks: readonly RunTask[];
  readonly routes: readonly Route[];
  readonly groups: readonly Group[];
}

/** The application in normal form: same input, same bytes. */
export function toBundle(app: EcsApp): Bundle {
  const each = <T>(values: readonly T[], type: string): T[] =>
    values.map((value) => normalForm(value, type) as T | undefined).filter((value) => value !== undefined);
  return {
    project: app.project,
    target: app.target,
    taskDefinitions: each(app.taskDefinitions, 'TaskDefinition'),
    services: each(app.services, 'Service'),
    runTasks: each(app.runTasks, 'RunTask'),
    routes: app.routes.map(route),
    groups: app.groups.map(({ family, services, reasons }) => ({ family, services, reasons })),
  };
}

const route = ({ service, container, containerPort, hosts, paths, source }: Route): Route => ({
  service,
  container,
  containerPort,
  hosts,
  paths,
  source,
});

/** The bundle as one JSON document, with a line end. */
export function bundleText(bundle: Bundle): string {
  let text = '';
  for (const part of bundleParts(bundle)) text += part;
  return text;
}

/** The same text in parts, so that all of a large project's is never in memory. */
export function* bundleParts(bundle: Bundle): Generator<string> {
  let lead = '{\n';
  for (const [name, value] of Object.entries(bundle)) {
    for (const part of Array.isArray(value) ? listParts(name, value) : [membersText({ [name]: value })]) {
      if (part === '') continue;
      if (lead !== '') yield lead;
      yield part;
      lead = '';
    }
    if (lead === '') lead = ',\n';
  }
  yield lead === '{\n' ? '{}\n' : '\n}\n';
}

/** Items of a list that become text at once: of most projects about as much as a pipe takes. */
const itemsAtOnce = 25;

/** A member with its list, ending behind an item until the list is closed; nothing where all items are empty. */
function* listParts(name: string, list: readonly unknown[]): Generator<string> {
  const opening = `  ${JSON.stringify(name)}: [`;
  const closing = '\n  ]';
  let lead = opening;
  for (let start = 0; start < list.length; start += itemsAtOnce) {
    const text = membersText({ [name]: list.slice(start, start + itemsAtOnce) });
    if (text === '') continue;
    yield lead;
    yield text.slice(opening.length, -closing.length);
    lead = ',';
  }
  if (lead !== opening) yield closing;
}

/** The lines between the braces of an object. */
const membersText = (value: object): string => written(value).slice(2, -2);

/** JSON with two spaces, nothing empty, and no character that a terminal would obey. */
export const jsonText = (value: unknown): string => `${written(value)}\n`;

/** That without its last line end: a text put together is copied where it is searched. */
function written(value: unknown): string {
  const text = JSON.stringify(value ?? null, null, 2);
  const bare = holdsEmpty(text) ? JSON.stringify(filled(value) ?? {}, null, 2) : text;
  return isPlain(bare) ? bare : bare.replace(unprintable, escaped);
}

const empty = ['[]', '{}', 'null'];
const lineEnds = ['\n', ',\n'];

/** What is empty is all there is, or ends its line; a text ends in a quote there. */
const holdsEmpty = (text: string): boolean =>
  empty.some((word) => text.includes(word) && (text === word || lineEnds.some((end) => text.includes(word + end))));

const encoder = new TextEncoder();
/** Longest text whose bytes get a room that is kept: nobody who has converted a large project once holds its size for good. */
const maxRoom = 1_000_000;
let room = new Uint8Array(0);

function roomFor(length: number): Uint8Array {
  if (length <= room.length) return room;
  const made = new Uint8Array(length);
  if (length <= maxRoom) room = made;
  return made;
}

/** ASCII without DEL. Counting bytes is far quicker than looking for each character, and no bytes need be kept. */
function isPlain(text: string): boolean {
  const { read, written } = encoder.encodeInto(text, roomFor(text.length));
  return read === text.length && written === read && !text.includes('\u007f');
}

/** JSON escapes only the first 32; these are DEL, the C1 controls, line separators and marks that turn the writing direction. */
const unprintable = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
