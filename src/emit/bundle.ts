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
export const bundleText = (bundle: Bundle): string => [...bundleParts(bundle)].join('');

/** The same text in parts, so that all of a large project's is never in memory; most are one part. */
export function* bundleParts(bundle: Bundle): Generator<string> {
  let part = '';
  for (const piece of pieces(bundle)) {
    part += piece;
    if (part.length < partLength) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

const partLength = 1_000_000;
/** Items of a list that become text at once. */
const itemsAtOnce = 500;

function* pieces(bundle: Bundle): Generator<string> {
  let lead = '{\n';
  for (const [name, value] of Object.entries(bundle)) {
    for (const piece of Array.isArray(value) ? listPieces(name, value) : [membersText({ [name]: value })]) {
      if (piece === '') continue;
      yield lead + piece;
      lead = '';
    }
    if (lead === '') lead = ',\n';
  }
  yield lead === '{\n' ? '{}\n' : '\n}\n';
}

/** A member with its list, each piece ending behind an item and the last one closing it; nothing where all items are empty. */
function* listPieces(name: string, list: readonly unknown[]): Generator<string> {
  const opening = `  ${JSON.stringify(name)}: [`;
  const closing = '\n  ]';
  let lead = opening;
  for (let start = 0; start < list.length; start += itemsAtOnce) {
    const text = membersText({ [name]: list.slice(start, start + itemsAtOnce) });
    if (text === '') continue;
    yield lead + text.slice(opening.length, -closing.length);
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

/** ASCII without DEL. Counting bytes is far quicker than looking for each character. */
const isPlain = (text: string): boolean =>
  new TextEncoder().encode(text).length === text.length && !text.includes('\u007f');

/** JSON escapes only the first 32; these are DEL, the C1 controls, line separators and marks that turn the writing direction. */
const unprintable = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
