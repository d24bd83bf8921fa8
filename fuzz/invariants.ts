import { catalog } from '../src/catalog.ts';
import { type Compiled, compile } from '../src/compile.ts';
import { memoryHost } from '../src/compose/host.ts';
import { load } from '../src/compose/load.ts';
import type { ProjectModel } from '../src/compose/model.ts';
import { printable } from '../src/compose/print.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { renderGithub } from '../src/diagnostics/render/github.ts';
import { renderJson } from '../src/diagnostics/render/json.ts';
import { sarifText } from '../src/diagnostics/render/sarif.ts';
import { renderText } from '../src/diagnostics/render/text.ts';
import { pageOf } from '../src/diagnostics/template.ts';
import { checkService, checkTaskDefinition } from '../src/ecs/checks/index.ts';
import { bundleText, toBundle } from '../src/emit/bundle.ts';
import { bundleFiles } from '../src/emit/files.ts';
import { graphFormats } from '../src/report/formats.ts';
import { drawGraph, reportText } from '../src/report/index.ts';
import type { Input } from './input.ts';

/** An invariant that does not hold: its name, and what was seen. */
export interface Broken {
  readonly invariant: string;
  readonly detail: string;
}

const pages = new Map([...catalog].map(([code, declaration]) => [code, pageOf(declaration)]));

export const run = (input: Input): Compiled =>
  compile(input.request, memoryHost(input.files, { cwd: '/p', env: input.env }));

/** Everything that must hold of this input. `thorough` adds what costs as much as the run itself. */
export function check(input: Input, thorough: boolean): readonly Broken[] {
  const broken: Broken[] = [];
  const hold = (invariant: string, work: () => string | undefined): void => {
    try {
      const detail = work();
      if (detail !== undefined) broken.push({ invariant, detail });
    } catch (error) {
      broken.push({
        invariant: `${invariant}: throws`,
        detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  };
  let compiled: Compiled | undefined;
  hold('compile', () => {
    compiled = run(input);
    return undefined;
  });
  const first = compiled as Compiled | undefined;
  if (!first) return broken;
  hold('diagnostics', () => malformed(first.diagnostics));
  hold('secrets', () => leak(first.diagnostics, input.secrets));
  hold('laws', () => refused(first));
  if (!thorough) return broken;
  hold('same bytes', () => (written(run(input)) === written(first) ? undefined : 'the second run differs'));
  hold('renderers', () => unsafe(first, input.secrets));
  hold('output files', () => badFiles(first));
  hold('config', () => notTheSame(input));
  return broken;
}

const written = ({ app, diagnostics }: Compiled): string =>
  (app ? bundleText(toBundle(app)) : '') + renderJson(diagnostics);

function malformed(diagnostics: readonly Diagnostic[]): string | undefined {
  for (const each of diagnostics) {
    const told = `${each.code} ${each.path.join('.')}: ${each.message}`;
    const known = catalog.get(each.code);
    if (!known) return `not in the catalogue: ${told}`;
    for (const text of [each.message, each.why, each.fix]) {
      if (text.trim() === '') return `an empty text: ${told}`;
      if (
        /\[object |\bNaN\b|\bundefined\b|=> |function /.test(text) &&
        !/undefined|NaN|object /.test(`${JSON.stringify(each.path)} ${each.message.match(/"[^"]*"|`[^`]*`/g)}`)
      )
        return `an odd text: ${told} / ${text}`;
    }
    if (each.path.length > 0 && !each.place) return `no place: ${told}`;
    for (const place of [each.place, ...(each.related ?? []).map((one) => one.place)])
      if (place && !(place.start >= 0 && place.start <= place.end && place.end <= place.source.text.length))
        return `a place outside its text: ${told}`;
  }
  return undefined;
}

function leak(diagnostics: readonly Diagnostic[], secrets: readonly string[]): string | undefined {
  for (const { code, path, message, why, fix, related } of diagnostics)
    for (const text of [message, why, fix, ...(related ?? []).map((one) => one.message)])
      for (const secret of secrets) if (text.includes(secret)) return `${code} ${path.join('.')}: ${text}`;
  return undefined;
}

function refused({ app }: Compiled): string | undefined {
  if (!app) return undefined;
  const bundle = JSON.parse(bundleText(toBundle(app)));
  const definitions = new Map<unknown, unknown>(
    (bundle.taskDefinitions ?? []).map((each: { family: unknown }) => [each.family, each]),
  );
  const findings = [
    ...[...definitions.values()].flatMap((each) => checkTaskDefinition(each)),
    ...(bundle.services ?? []).flatMap((each: { taskDefinition: unknown }) =>
      checkService(each, definitions.get(each.taskDefinition)),
    ),
  ];
  const error = findings.find(({ severity }) => severity === 'error');
  return error && `${error.code} ${error.path.join('.')}: ${error.message}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

function unsafe({ app, deployment, project, diagnostics }: Compiled, secrets: readonly string[]): string | undefined {
  const texts: Record<string, string> = {
    text: renderText(diagnostics, { colour: false, frames: true, width: 80, verbose: true }),
    folded: renderText(diagnostics, { colour: false, frames: false, verbose: false }),
    github: renderGithub(diagnostics),
  };
  for (const [name, text] of Object.entries(texts)) {
    if (obeyed.test(text)) return `${name} shows ${JSON.stringify(obeyed.exec(text)?.[0])}`;
    const secret = secrets.find((each) => text.includes(each));
    if (secret) return `${name} shows a planted value: ${text.split('\n').find((line) => line.includes(secret))}`;
  }
  JSON.parse(renderJson(diagnostics));
  JSON.parse(sarifText(diagnostics, { version: '0', rules: pages }));
  if (app && deployment && project) {
    if (obeyed.test(bundleText(toBundle(app)))) return 'the bundle has characters that a terminal obeys';
    for (const format of graphFormats) drawGraph({ app, deployment }, format);
    for (const format of ['md', 'html'] as const) reportText({ app, deployment, project, diagnostics }, format);
  }
  return undefined;
}

function badFiles({ app }: Compiled): string | undefined {
  const names = app ? bundleFiles(toBundle(app)).map(({ name }) => name) : [];
  const bad = names.find((name) => !/^[A-Za-z0-9_-]{1,230}(\.(task-definition|service|run-task))?\.json$/.test(name));
  if (bad !== undefined) return `the name ${bad}`;
  return new Set(names).size < names.length ? `a name twice: ${names.join(' ')}` : undefined;
}

/** What the reference prints and does not read again: its own spelling of block devices, limits of zero, variables and labels without a name, models without options, what has neither source nor target. */
const oneWay = (code: string, path: string): boolean =>
  /^source\/missing$|^(ports|volumes)\/(source|target)-missing$/.test(code) ||
  /\.(blkio_config|devices|models|ulimits)\./.test(path) ||
  /\.(environment|labels)(\.\s*)?$/.test(path);

/** `config` of a project that loads must load, to the same project. */
function notTheSame(input: Input): string | undefined {
  const host = memoryHost(input.files, { cwd: '/p', env: input.env });
  const { value: project, diagnostics } = load(input.request, host);
  if (!project || diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  // The reference does not read its own output either when an optional dependency was left out.
  if (project.inactive.length > 0 || hasEmptyName(project.model) || hasEmptyContext(project.model)) return undefined;
  const print = (model: typeof project.model) =>
    JSON.stringify(printable(model, { format: 'json', doubling: true }), null, 1);
  const once = print(project.model);
  const again = load(
    { ...input.request, files: ['/p/again.json'] },
    memoryHost({ ...input.files, '/p/again.json': once }, { cwd: '/p', env: input.env }),
  );
  const error = again.diagnostics.find(({ severity }) => severity === 'error');
  if (error && oneWay(error.code, error.path.join('.'))) return undefined;
  if (error) return `${error.code} ${error.path.join('.')}: ${error.message}`;
  const twice = again.value ? print(again.value.model) : '';
  return once === twice ? undefined : difference(once, twice);
}

/** An empty name is not printed, and so becomes the usual one. */
const hasEmptyName = ({ networks, volumes, secrets, configs }: ProjectModel): boolean =>
  [networks, volumes, secrets, configs].some((section) =>
    Object.values<{ name?: string } | null>(section ?? {}).some((each) => each?.name === undefined),
  );

const hasEmptyContext = ({ services }: ProjectModel): boolean =>
  Object.values(services).some(({ build }) => build && build.context === undefined);

function difference(once: string, twice: string): string {
  const [a, b] = [once.split('\n'), twice.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `${a.slice(Math.max(0, at - 3), at + 1).join(' ')} | ${b[at]}`;
}
