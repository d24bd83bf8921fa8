import { unreadable } from '../../compose/dotenv-files.ts';
import { type Host, sourceOf } from '../../compose/host.ts';
import type { Volume } from '../../compose/model.ts';
import { resolvePath } from '../../compose/path.ts';
import type { Project } from '../../compose/project.ts';
import { byName } from '../../compose/to-model.ts';
import { parseYaml } from '../../compose/yaml.ts';
import type { Report } from '../../diagnostics/declare.ts';
import { hinting } from '../../source/suggest.ts';
import { volumeNames } from '../storage/volume-names.ts';
import { volumeUses } from '../storage/volume-uses.ts';
import { unknownName, unreadableFile } from './ecs-params-diagnostics.ts';
import { ecsParamsSpec } from './ecs-params-spec.ts';
import { type Extensions, noExtensions, ofService, put } from './extensions.ts';
import { readSpec } from './spec.ts';

interface Params {
  readonly services?: Readonly<Record<string, Record<string, unknown>>>;
  readonly volumes?: { readonly docker?: readonly VolumeParams[]; readonly efs?: readonly VolumeParams[] };
  readonly [option: string]: unknown;
}

interface VolumeParams {
  readonly name?: string;
  readonly efsVolumeConfiguration?: Readonly<Record<string, unknown>>;
}

/** What the file says, in the words of `x-ecs`, and the project with the volumes under the names that the file gives them. */
export function readEcsParams(
  file: string,
  project: Project,
  host: Host,
  report: Report,
): { readonly project: Project; readonly extensions: Extensions } {
  const params = readFile(file, host, report);
  const { services = {}, volumes = {}, ...options } = params;
  const extensions = { ...noExtensions(), top: options as Record<string, unknown> };
  const inactive = new Set(project.inactive);
  const sayService = unknowns('service', Object.keys(project.model.services), report);
  for (const [name, fields] of Object.entries(services)) {
    if (project.model.services[name]) Object.assign(ofService(extensions, name), fields);
    else if (!inactive.has(name)) sayService(name);
  }
  const renamed = withNames(project, volumes.docker ?? []);
  const sayVolume = unknowns('volume', Object.keys(project.model.volumes ?? {}), report);
  for (const volume of [...(volumes.docker ?? []), ...(volumes.efs ?? [])])
    if (!layVolume(volume, renamed, extensions)) sayVolume(volume.name ?? '');
  return { project: renamed, extensions };
}

function readFile(file: string, host: Host, report: Report): Params {
  const content = host.read(resolvePath(host.cwd, file));
  if (content.kind !== 'text') {
    report(unreadableFile, { path: [] }, { file, reason: unreadable(content) ?? '' });
    return {};
  }
  const [node] = parseYaml(sourceOf(host, file, content.text), report, { explain: host.explainSyntax }) ?? [];
  return node ? readSpec(node, ecsParamsSpec(), report) : {};
}

function unknowns(kind: string, known: readonly string[], report: Report): (name: string) => void {
  const hint = hinting(known);
  // A volume that nobody mounts is known by this very name.
  return (name) => report(unknownName, { path: [] }, { kind, name, hint: known.includes(name) ? '' : hint(name) });
}

/** The Amazon ECS CLI named Docker volumes without the project: their data is found under that name alone. */
function withNames(project: Project, docker: readonly VolumeParams[]): Project {
  const named = new Set(docker.map(({ name }) => name));
  const volumes = Object.entries(project.model.volumes ?? {}).map(([name, volume]): [string, Volume] => [
    name,
    named.has(name) ? { ...volume, name } : volume,
  ]);
  return volumes.length === 0
    ? project
    : { ...project, model: { ...project.model, volumes: byName(Object.fromEntries(volumes)) } };
}

/** The volume goes into the task of every service that mounts it; false where none does. */
function layVolume(volume: VolumeParams, project: Project, extensions: Extensions): boolean {
  const { name = '', efsVolumeConfiguration: efs } = volume;
  const users = new Set(
    volumeUses(project.model)
      .get(name)
      ?.map(({ service }) => service),
  );
  if (users.size === 0) return false;
  const ecsName = volumeNames(project).get(name) ?? name;
  if (efs) put(extensions.top, ['efs', name], efsReference(efs));
  for (const service of users) {
    const task = ofService(extensions, service);
    const before = (task.taskDefinition as { volumes?: readonly unknown[] } | undefined)?.volumes ?? [];
    put(task, ['taskDefinition', 'volumes'], [...before, { ...volume, name: ecsName }]);
  }
  return true;
}

function efsReference({ fileSystemId, authorizationConfig }: Readonly<Record<string, unknown>>): string {
  const point = (authorizationConfig as { accessPointId?: unknown } | undefined)?.accessPointId;
  return [fileSystemId, point].filter((part) => part !== undefined).join(':');
}
