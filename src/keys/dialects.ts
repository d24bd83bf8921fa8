import type { Host } from '../compose/host.ts';
import type { Project } from '../compose/project.ts';
import { collector, type Outcome } from '../diagnostics/declare.ts';
import { readEcsParams } from './dialects/ecs-params.ts';
import { extended, noExtensions } from './dialects/extensions.ts';
import { mayHaveXAws, readXAws } from './dialects/x-aws.ts';

/**
 * Reads what the retired tools had words for, and puts it into the words of `x-ecs`, where every later stage finds it.
 * `x-ecs` itself wins over the parameter file of the Amazon ECS CLI, and that over Docker's `x-aws-*`.
 */
export function readDialects(project: Project, ecsParams: string | undefined, host: Host): Outcome<Project> {
  const { report, findings } = collector();
  const aws = mayHaveXAws(project) ? readXAws(project, report) : noExtensions();
  const params = ecsParams === undefined ? undefined : readEcsParams(ecsParams, project, host, report);
  let { model } = params?.project ?? project;
  if (params) model = extended(model, params.extensions);
  if (Object.keys(aws.top).length > 0 || aws.services.size > 0) model = extended(model, aws);
  return { value: model === project.model ? project : { ...project, model }, diagnostics: findings };
}
