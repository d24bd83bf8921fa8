import { collector, type Outcome, type Report } from '../diagnostics/declare.ts';
import type { MapNode } from '../source/node.ts';
import { assemble } from './assemble.ts';
import { consistency, resources } from './consistency/index.ts';
import { discover } from './discover.ts';
import { composeEngines, roomOfProject } from './engines.ts';
import { resolveFiles } from './env-file.ts';
import type { Environment } from './environment.ts';
import type { Host } from './host.ts';
import { declareDefault } from './normalise.ts';
import { once } from './once.ts';
import { activate } from './profiles.ts';
import { locate, type Project } from './project.ts';
import { projectName } from './project-name.ts';
import { FileReader, type ReadFile } from './read-file.ts';
import { redact } from './redact.ts';
import type { LoadRequest } from './request.ts';
import { checkSchema } from './schema.ts';
import { textLength, tooMuchText } from './text-length.ts';
import { toModel } from './to-model.ts';
import { emptyFile } from './yaml-findings.ts';

/** Reads a project as `docker compose` does. `value` is undefined when nothing could be made of the files. */
export function load(request: LoadRequest, host: Host): Outcome<Project | undefined> {
  const { report, findings } = collector();
  const engines = composeEngines();

  const { files: names, directory, environment: found, profiles } = discover(request, host, report);
  const reader = new FileReader(host, report, host.explainSyntax);
  const files = names
    .map((file) => reader.read(file, { path: [] }))
    .filter((file): file is ReadFile => file !== undefined);

  const interpolate = request.interpolate !== false;
  const documents = files.flatMap((file) => file.documents);
  const naming = { option: request.projectName, environment: found, documents, directory, interpolate };
  const name = projectName(naming, report);
  const environment = new Map(found).set('COMPOSE_PROJECT_NAME', { value: name });

  const environments: Environment[] = [environment];
  const room = roomOfProject();
  const assembly = {
    engines,
    reader,
    host,
    report,
    interpolate,
    environments,
    room,
    validate: checkSchema,
  };
  const joined = assemble({ files, directory, environment, including: [] }, assembly);
  const told = () => redact(once(findings), reader.sources(), environments);
  const [first] = files;
  if (first && saysNothing(joined) && !findings.some(({ severity }) => severity === 'error'))
    report(emptyFile, { path: [], place: { source: first.source, start: 0, end: 0 } });
  if (!joined) return { value: undefined, diagnostics: told() };
  room.text -= textLength(joined, room.text);
  if (room.text < 0) {
    report(tooMuchText, { path: [], place: { source: joined.source, start: 0, end: 0 } });
    return { value: undefined, diagnostics: told() };
  }

  // A value that waits for its variable is neither right nor wrong yet.
  const checking: Report = interpolate ? report : () => {};
  const whole = { name, directory, home: host.home, variables: environment };
  const settled = engines.typed(declareDefault(joined), report, { whole, keep: !interpolate });
  resources(settled, placedIn(settled, checking));
  const { tree: active, inactive, named } = activate(settled, profiles);
  consistency(active, inactive, checking);
  const tree = resolveFiles(active, { environment, host, report, room });
  if (room.text < 0) return { value: undefined, diagnostics: told() };
  const model = toModel(tree, engines.rules, name);
  const v1 = files.some((file) => file.v1);
  const sources = reader.sources();
  const project = { model, tree, directory, v1, sources, inactive, profiles: named };
  return { value: project, diagnostics: told() };
}

/** Files may be empty, but not all of them; a version is nothing. */
const saysNothing = (tree: MapNode | undefined): boolean =>
  ![...(tree?.entries.keys() ?? [])].some((key) => key !== 'version');

/** Places a finding at once: its service may be left out of the project later. */
const placedIn =
  (tree: MapNode, report: Report): Report =>
  (declaration, where, ...params) => {
    report(declaration, { ...where, place: where.place ?? locate(tree, where.path).place }, ...params);
  };
