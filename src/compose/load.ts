import { collector, type Outcome, type Report } from '../diagnostics/declare.ts';
import type { MapNode } from '../source/node.ts';
import { assemble } from './assemble.ts';
import { consistency, resources } from './consistency/index.ts';
import { discover } from './discover.ts';
import { composeEngines } from './engines.ts';
import { resolveFiles } from './env-file.ts';
import type { Host } from './host.ts';
import { normalise } from './normalise.ts';
import { activate } from './profiles.ts';
import { locate, type Project } from './project.ts';
import { projectName } from './project-name.ts';
import { FileReader, type ReadFile } from './read-file.ts';
import type { LoadRequest } from './request.ts';
import { toModel } from './to-model.ts';

/** Reads a project as `docker compose` does. `value` is undefined when nothing could be made of the files. */
export function load(request: LoadRequest, host: Host): Outcome<Project | undefined> {
  const { report, findings } = collector();
  const found = discover(request, host, report);
  const reader = new FileReader(host, report, host.explainSyntax);
  const files = found.files
    .map((file) => reader.read(file, { path: [] }))
    .filter((file): file is ReadFile => file !== undefined);
  const filling = request.interpolate !== false;
  const name = projectName(
    {
      option: request.projectName,
      environment: found.environment,
      documents: files.flatMap((file) => file.documents),
      directory: found.directory,
      interpolate: filling,
    },
    report,
  );
  const environment = new Map(found.environment).set('COMPOSE_PROJECT_NAME', { value: name });
  const engines = composeEngines();
  const assembly = { engines, reader, host, report, interpolate: filling, validate: () => {} };
  const whole = assemble({ files, directory: found.directory, environment, including: [] }, assembly);
  if (!whole) return { value: undefined, diagnostics: findings };

  const settled = engines.typed(normalise(whole, name, environment), report);
  resources(settled, placedIn(settled, report));
  const { tree: active, inactive } = activate(settled, found.profiles);
  const tree = resolveFiles(active, { environment, host, report });
  consistency(tree, inactive, report);
  const model = toModel(tree, engines.rules, name);
  return { value: { model, tree, directory: found.directory, v1: false, inactive }, diagnostics: findings };
}

/** Places a finding at once: its service may be left out of the project later. */
const placedIn =
  (tree: MapNode, report: Report): Report =>
  (declaration, where, ...params) => {
    report(declaration, { ...where, place: where.place ?? locate(tree, where.path).place }, ...params);
  };
