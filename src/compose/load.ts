import { collector, type Outcome } from '../diagnostics/declare.ts';
import type { Host } from './host.ts';
import type { Project } from './project.ts';
import type { LoadRequest } from './request.ts';

/** Reads a project as `docker compose` does. `value` is undefined when nothing could be made of the files. */
export function load(_request: LoadRequest, _host: Host): Outcome<Project | undefined> {
  const { findings } = collector();
  return { value: undefined, diagnostics: findings };
}
