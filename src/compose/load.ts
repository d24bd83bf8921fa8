import { collector, type Outcome } from '../diagnostics/declare.ts';
import type { MapNode } from '../source/node.ts';
import { discover } from './discover.ts';
import { resolveFiles, resolveNulls } from './env-file.ts';
import { deepFreeze } from './freeze.ts';
import type { Host } from './host.ts';
import { interpolate } from './interpolate.ts';
import type { ProjectModel } from './model.ts';
import { plain } from './plain.ts';
import type { Project } from './project.ts';
import { projectName } from './project-name.ts';
import { FileReader, type ReadFile } from './read-file.ts';
import type { LoadRequest } from './request.ts';

/** Reads a project as `docker compose` does. `value` is undefined when nothing could be made of the files. */
export function load(request: LoadRequest, host: Host): Outcome<Project | undefined> {
  const { report, findings } = collector();
  const found = discover(request, host, report);
  const reader = new FileReader(host, report, host.explainSyntax);
  const files = found.files
    .map((file) => reader.read(file, { path: [] }))
    .filter((file): file is ReadFile => file !== undefined);
  const documents = files.flatMap((file) => file.documents);
  const [first] = documents;
  if (!first) return { value: undefined, diagnostics: findings };

  const filling = request.interpolate !== false;
  const name = projectName(
    {
      option: request.projectName,
      environment: found.environment,
      documents,
      directory: found.directory,
      interpolate: filling,
    },
    report,
  );
  const environment = new Map(found.environment).set('COMPOSE_PROJECT_NAME', { value: name });
  let tree: MapNode = filling ? interpolate(first, environment, report) : first;
  tree = resolveFiles(resolveNulls(tree, environment), { environment, host, report });
  const model = deepFreeze({ ...(plain(tree) as object), name }) as ProjectModel;
  return {
    value: { model, tree, directory: found.directory, v1: false, inactive: [] },
    diagnostics: findings,
  };
}
