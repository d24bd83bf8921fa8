import { declare, type Report } from '../diagnostics/declare.ts';
import { withEnvFiles } from './dotenv-files.ts';
import { type Environment, fromRecord } from './environment.ts';
import type { Host } from './host.ts';
import { dirname, join, resolvePath } from './path.ts';
import type { LoadRequest } from './request.ts';

const see =
  'https://docs.docker.com/reference/cli/docker/compose/#use--f-to-specify-the-name-and-path-of-one-or-more-compose-files';

export const noFile = declare<{ directory: string }>(() => ({
  code: 'file/not-found',
  severity: 'error',
  usage: true,
  message: ({ directory }) => `There is no Compose file in ${directory} or above it`,
  why: 'Looked for were compose.yaml, compose.yml, docker-compose.yml and docker-compose.yaml.',
  fix: 'Change into the project folder, or name the file with -f.',
  see,
}));

export const severalFiles = declare<{ names: string; chosen: string }>(() => ({
  code: 'file/several-found',
  severity: 'warning',
  message: ({ names, chosen }) => `Several Compose files stand side by side (${names}); ${chosen} is read`,
  why: 'Compose takes the first of its default names and leaves the others.',
  fix: 'Name the wanted file with -f, or remove the others.',
  see,
}));

const names = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrides = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** What is to be read, before any of it has been. */
export interface Discovered {
  /** Absolute; `-` is standard input. */
  readonly files: readonly string[];
  /** Absolute: relative paths of the project start here. */
  readonly directory: string;
  readonly environment: Environment;
  readonly profiles: readonly string[];
}

/** Finds the files of a project and the variables it may use, in the order `docker compose` does. */
export function discover(request: LoadRequest, host: Host, report: Report): Discovered {
  const given = request.projectDirectory ? resolvePath(host.cwd, request.projectDirectory) : undefined;
  let files = (request.files ?? []).map((file) => (file === '-' ? file : resolvePath(host.cwd, file)));
  const directory = () => given ?? folderOf(files) ?? host.cwd;
  const bare = fromRecord(host.env);
  if (!bare.has('PWD')) bare.set('PWD', { value: host.cwd });
  let environment = withEnvFiles(bare, request, directory(), host, report);
  if (files.length === 0) files = fromVariable(environment, host);
  if (files.length === 0) files = search(directory(), host, report);
  // A file found above may stand beside a .env of its own; what the first one said stays.
  const second = directory();
  if ((request.envFiles ?? []).length === 0 && second !== (given ?? host.cwd))
    environment = withEnvFiles(environment, request, second, host, ignore);
  // A list of nothing has one item, too: where no profile is asked for, the one without a name is, which an unset variable makes.
  const listed = (environment.get('COMPOSE_PROFILES')?.value ?? '').split(',');
  const asked = request.profiles && request.profiles.length > 0 ? request.profiles : listed;
  const profiles = asked.map((profile) => profile.trim());
  return { files, directory: second, environment, profiles };
}

const ignore: Report = () => {};

function folderOf(files: readonly string[]): string | undefined {
  const first = files.find((file) => file !== '-');
  return first === undefined ? undefined : dirname(first);
}

function fromVariable(environment: Environment, host: Host): string[] {
  const value = environment.get('COMPOSE_FILE')?.value;
  if (!value) return [];
  const separator = environment.get('COMPOSE_PATH_SEPARATOR')?.value || ':';
  return value
    .split(separator)
    .filter((file) => file !== '')
    .map((file) => (file === '-' ? file : resolvePath(host.cwd, file)));
}

function search(start: string, host: Host, report: Report): string[] {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = names.filter((name) => host.exists(join(folder, name)));
    const [chosen] = found;
    if (chosen) {
      if (found.length > 1) report(severalFiles, { path: [] }, { names: found.join(', '), chosen });
      const override = overrides.find((name) => host.exists(join(folder, name)));
      return [chosen, ...(override ? [override] : [])].map((name) => join(folder, name));
    }
    if (folder === dirname(folder)) break;
  }
  report(noFile, { path: [] }, { directory: start });
  return [];
}
