import type { ProjectModel } from '../../compose/model.ts';
import type { Project } from '../../compose/project.ts';
import { patterns } from '../../ecs/facts/patterns.ts';
import { dockerName } from './volume-storage.ts';

const longest = 255;

/** A name that ECS takes, made of one that it may not. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html */
export function legalName(name: string): string {
  const legal = name.replace(/[^a-zA-Z0-9_-]/g, '-');
  return legal.length > longest ? `${legal.slice(0, longest - 9)}-${digest(name)}` : legal;
}

const known = new WeakMap<ProjectModel, ReadonlyMap<string, string>>();
const reserved = new WeakMap<ProjectModel, ReadonlySet<string>>();

/** The ECS names of all named volumes. */
export function reservedNames(project: Project): ReadonlySet<string> {
  const before = reserved.get(project.model);
  if (before) return before;
  const names = new Set(volumeNames(project).values());
  reserved.set(project.model, names);
  return names;
}

/** The ECS name of each named volume: Docker's own where ECS takes it, because that is where the data lies. */
export function volumeNames(project: Project): ReadonlyMap<string, string> {
  const before = known.get(project.model);
  if (before) return before;
  const names = makeNames(project);
  known.set(project.model, names);
  return names;
}

function makeNames(project: Project): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const illegal: string[] = [];
  for (const name in project.model.volumes) {
    const docker = dockerName(name, project);
    if (patterns.volumeName.test(docker)) names.set(name, docker);
    else illegal.push(name);
  }
  if (illegal.length > 0) nameAnew(illegal, names, project);
  return names;
}

/** Gives each a name that no other volume of Docker has. */
function nameAnew(illegal: readonly string[], names: Map<string, string>, project: Project): void {
  const taken = new Set(names.values());
  const byDocker = new Map<string, string>();
  for (const name of illegal) {
    const docker = dockerName(name, project);
    let legal = byDocker.get(docker) ?? legalName(docker);
    if (!byDocker.has(docker) && taken.has(legal)) legal = `${legal.slice(0, longest - 9)}-${digest(docker)}`;
    byDocker.set(docker, legal);
    taken.add(legal);
    names.set(name, legal);
  }
}

/** FNV-1a, 32 bits, as 8 hexadecimal digits: enough to tell names apart, the same on every run. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
