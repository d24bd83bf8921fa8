import type { Host } from './compose/host.ts';
import { load } from './compose/load.ts';
import type { Project } from './compose/project.ts';
import type { LoadRequest } from './compose/request.ts';
import { allowed } from './diagnostics/allow.ts';
import type { Finding, Outcome } from './diagnostics/declare.ts';
import { type Diagnostic, hasErrors } from './diagnostics/diagnostic.ts';
import { place } from './diagnostics/place.ts';
import { checkApp } from './ecs/checks/index.ts';
import type { EcsApp } from './ecs/model.ts';
import { settle } from './ecs/settle/index.ts';
import { readDialects } from './keys/dialects.ts';
import { mapKeys } from './keys/map.ts';
import type { Options } from './options/options.ts';
import { type Codes, type OptionInput, resolveOptions } from './options/resolve.ts';
import type { Deployment } from './plan/deployment.ts';
import { plan } from './plan/plan.ts';

export interface CompileRequest extends LoadRequest {
  readonly options?: OptionInput;
  /** The catalogue, to check `allow` and `deny` by; without it they are taken as they are. */
  readonly codes?: Codes | undefined;
}

export interface Compiled {
  /** Absent when an error was found. */
  readonly app?: EcsApp;
  readonly project?: Project;
  /** Absent when reading failed. */
  readonly options?: Options;
  /** Which services share a task and how names resolve; absent when an error stopped the run before. */
  readonly deployment?: Deployment;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compose files in, ECS definitions out: the whole pipeline. Pure but for what it reads through `host`.
 * It stops only between stages, so that one run tells everything that the stages before it found.
 */
export function compile(request: CompileRequest, host: Host): Compiled {
  const findings: Finding[] = [];
  const stage = <T>(outcome: Outcome<T>): T => {
    for (const finding of outcome.diagnostics) findings.push(finding);
    return outcome.value;
  };

  const read = stage(load(request, host));
  if (!read || hasErrors(findings)) return { diagnostics: place(findings, read) };
  const project = stage(readDialects(read, request.ecsParams, host));

  const options = stage(resolveOptions(request.options ?? {}, project, request.codes));
  const lowered = (found: readonly Finding[]) => allowed(found, options.diagnostics.allow);
  const done = (app?: EcsApp, deployment?: Deployment): Compiled => {
    const diagnostics = place(lowered(findings), project);
    return { project, options, diagnostics, ...(app ? { app } : {}), ...(deployment ? { deployment } : {}) };
  };
  if (hasErrors(findings)) return done();

  const deployment = stage(plan(project, options));
  const draft = stage(mapKeys(project, deployment, options));
  const app = stage(settle(draft, project, deployment, options));
  if (hasErrors(lowered(findings))) return done(undefined, deployment);

  const checked = checkApp(app, project, deployment);
  stage(checked);
  return done(hasErrors(lowered(checked.diagnostics)) ? undefined : app, deployment);
}
