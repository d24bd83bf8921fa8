import { declare, type Report, type Where } from '../diagnostics/declare.ts';
import { parseDotenv } from './dotenv.ts';
import type { Environment, Variable } from './environment.ts';
import { type Host, sourceOf } from './host.ts';
import { join, resolvePath } from './path.ts';
import type { LoadRequest } from './request.ts';

export const missing = declare<{ file: string; reason: string }>(() => ({
  code: 'file/env-file-unreadable',
  severity: 'error',
  usage: true,
  message: ({ file, reason }) => `The environment file ${file} cannot be read: ${reason}`,
  why: 'It is named by --env-file, COMPOSE_ENV_FILES or include; without it variables would silently be empty.',
  fix: 'Correct the path, or leave the file out.',
  see: 'https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/',
}));

/** What is wrong with a file that could not be read as text; undefined when it could. */
export function unreadable(content: ReturnType<Host['read']>): string | undefined {
  switch (content.kind) {
    case 'text':
      return undefined;
    case 'missing':
      return 'there is no such file';
    case 'folder':
      return 'it is a folder';
    case 'binary':
      return 'it is not UTF-8 text';
    case 'too-large':
      return `it has ${content.bytes} bytes, and at most ${content.limit} are read`;
    case 'unreadable':
      return content.reason;
  }
}

const truth = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);

/**
 * Adds the variables of --env-file, of COMPOSE_ENV_FILES, or of `.env` in `directory`; what is already set stays.
 * https://docs.docker.com/compose/how-tos/environment-variables/envvars/
 */
export function withEnvFiles(
  environment: Environment,
  request: LoadRequest,
  directory: string,
  host: Host,
  report: Report,
): Map<string, Variable> {
  const fromEnv = host.env.COMPOSE_ENV_FILES?.split(',').filter((file) => file !== '') ?? [];
  const named = request.envFiles && request.envFiles.length > 0 ? request.envFiles : fromEnv;
  if (named.length > 0)
    return readAll(
      environment,
      named.map((file) => onCommandLine(resolvePath(host.cwd, file))),
      host,
      report,
    );
  if (truth.has(host.env.COMPOSE_DISABLE_ENV_FILE ?? '')) return new Map(environment);
  const standard = join(directory, '.env');
  const { kind } = host.read(standard);
  if (kind === 'missing' || kind === 'folder') return new Map(environment);
  return readAll(environment, [onCommandLine(standard)], host, report);
}

/** A file, and what names it. */
export interface NamedFile {
  readonly file: string;
  readonly where: Where;
}

const onCommandLine = (file: string): NamedFile => ({ file, where: { path: [] } });

/** Adds the variables of files, later ones over earlier; what `environment` has stays. */
export function readAll(
  environment: Environment,
  files: readonly NamedFile[],
  host: Host,
  report: Report,
): Map<string, Variable> {
  const found = new Map<string, Variable>();
  for (const { file, where } of files) {
    const content = host.read(file);
    if (content.kind !== 'text') {
      report(missing, where, { file, reason: unreadable(content) ?? '' });
      continue;
    }
    const lookup = (name: string) => (environment.get(name) ?? found.get(name))?.value;
    for (const [name, variable] of parseDotenv(sourceOf(host, file, content.text), lookup, report))
      found.set(name, variable);
  }
  const all = new Map(found);
  for (const [name, variable] of environment) all.set(name, variable);
  return all;
}
