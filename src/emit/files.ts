import { UniqueNames } from '../source/unique-names.ts';
import { type Bundle, jsonText } from './bundle.ts';

export interface OutputFile {
  /** A plain file name: no folder, no `..`, at most 255 bytes. */
  readonly name: string;
  readonly text: string;
}

/**
 * One file for each definition, exactly what `--cli-input-json` takes:
 * `<family>.task-definition.json`, `<service>.service.json`, `<family>.run-task.json`, and `routes.json` when there are any.
 */
export function bundleFiles(bundle: Bundle): readonly OutputFile[] {
  // Names that differ only in case are one file on macOS and Windows.
  const names = new UniqueNames((name) => name.toLowerCase());
  const file = (name: string | undefined, kind: string, value: unknown): OutputFile => ({
    name: names.take(stem(name ?? 'unnamed'), `.${kind}.json`),
    text: jsonText(value),
  });
  return [
    ...bundle.taskDefinitions.map((each) => file(each.family, 'task-definition', each)),
    ...bundle.services.map((each) => file(each.serviceName, 'service', each)),
    ...bundle.runTasks.map((each) => file(each.taskDefinition, 'run-task', each)),
    ...(bundle.routes.length > 0 ? [{ name: 'routes.json', text: jsonText(bundle.routes) }] : []),
  ];
}

/** Leaves room for `.task-definition.json` within the 255 bytes that file systems take. */
const longestStem = 200;

function stem(name: string): string {
  const safe = String(name).replace(/[^A-Za-z0-9_-]/g, '-');
  return safe.length <= longestStem ? safe : `${safe.slice(0, longestStem - 9)}-${hash(name)}`;
}

/** FNV-1a, eight hexadecimal digits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}
