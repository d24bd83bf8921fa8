import { declare, type Report } from '../diagnostics/declare.ts';
import type { Node } from '../source/node.ts';
import type { Environment } from './environment.ts';
import { substitute } from './template.ts';

export const badName = declare<{ from: string }>(() => ({
  code: 'name/invalid',
  severity: 'error',
  usage: true,
  message: ({ from }) => `The project name given by ${from} is not valid`,
  why: 'A project name has only lower-case letters, digits, "-" and "_", and starts with a letter or digit.',
  fix: 'Give a name of that form.',
  see: 'https://docs.docker.com/reference/compose-file/version-and-name/',
}));

export const noName = declare(() => ({
  code: 'name/empty',
  severity: 'error',
  message: 'The project has no name',
  why: 'Neither -p, COMPOSE_PROJECT_NAME, "name:" nor the folder yields a name.',
  fix: 'Give one with -p NAME or with "name:" in the Compose file.',
}));

/** What Compose makes of any text to use it as a project name. */
export const normaliseName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^-_a-z0-9]/g, '')
    .replace(/^[-_]+/, '');

export interface NameSources {
  /** `-p`. */
  readonly option: string | undefined;
  readonly environment: Environment;
  /** The documents of all files, in order: the last `name:` wins. */
  readonly documents: readonly Node[];
  readonly directory: string;
  readonly interpolate: boolean;
}

/** -p, then COMPOSE_PROJECT_NAME, then `name:`, then the folder's name. Only the last two are made to fit. */
export function projectName(sources: NameSources, report: Report): string {
  const fixed: readonly [string | undefined, string][] = [
    [sources.option, '-p'],
    [sources.environment.get('COMPOSE_PROJECT_NAME')?.value, 'COMPOSE_PROJECT_NAME'],
  ];
  for (const [name, from] of fixed) {
    if (!name) continue;
    if (normaliseName(name) === name) return name;
    report(badName, { path: [] }, { from });
    return normaliseName(name) || 'project';
  }
  const written = writtenName(sources);
  const folder = sources.directory.split('/').pop() ?? '';
  const name = normaliseName(written) || normaliseName(folder);
  if (name === '' && sources.documents.length > 0) report(noName, { path: [] });
  return name || 'project';
}

function writtenName({ documents, environment, interpolate }: NameSources): string {
  let name = '';
  for (const document of documents) {
    const node = document.kind === 'map' ? document.entries.get('name')?.value : undefined;
    if (node?.kind === 'scalar' && typeof node.value === 'string' && node.value !== '') name = node.value;
  }
  return interpolate ? substitute(name, (variable) => environment.get(variable)?.value).text : name;
}
