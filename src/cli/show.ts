import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Counts, summary } from '../diagnostics/render/summary.ts';
import { isDenied, type StrictnessRules } from '../diagnostics/verdict.ts';
import { type Output, type Streams, writeParts } from './command.ts';
import type { Format } from './format.ts';

export interface ShowOptions {
  readonly format: Format;
  readonly streams: Streams;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly rules?: StrictnessRules | undefined;
  /** What the run made; absent when it made nothing. */
  readonly app?: Counts | undefined;
}

/** Writes diagnostics to stderr in the format that was asked for; only its renderer is loaded. */
export async function show(diagnostics: readonly Diagnostic[], options: ShowOptions): Promise<void> {
  const parts = await renderers[options.format](diagnostics, options);
  writeParts(options.streams.stderr, parts);
}

type Renderer = (diagnostics: readonly Diagnostic[], options: ShowOptions) => Promise<readonly string[]>;

const renderers: Readonly<Record<Format, Renderer>> = {
  text: asText,
  json: async (diagnostics) => [(await import('../diagnostics/render/json.ts')).renderJson(diagnostics)],
  sarif: async (diagnostics) => [await (await import('./show-sarif.ts')).renderSarif(diagnostics)],
  github: async (diagnostics) => [(await import('../diagnostics/render/github.ts')).renderGithub(diagnostics)],
};

async function asText(diagnostics: readonly Diagnostic[], options: ShowOptions): Promise<readonly string[]> {
  const { streams, quiet = false, verbose = false, rules, app } = options;
  const terminal = terminalOf(streams.stderr, streams.env ?? {});
  const stops = (one: Diagnostic) => one.severity === 'error' || (rules !== undefined && isDenied(one, rules));
  const shown = quiet ? diagnostics.filter(stops) : diagnostics;
  if (shown.length === 0 && (quiet || !terminal.frames)) return [];
  const closing = quiet ? [] : [`${summary(diagnostics, app, rules)}\n`];
  if (shown.length === 0) return closing;
  const { textParts } = await import('../diagnostics/render/text.ts');
  return [...textParts(shown, { ...terminal, verbose }), ...closing];
}

/** https://no-color.org and the FORCE_COLOR of Node's own tty module. */
export function terminalOf(output: Output, env: NonNullable<Streams['env']>) {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  const refused = (env.NO_COLOR ?? '') !== '' || env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false';
  const terminal = output.isTTY === true;
  return {
    colour: forced || (terminal && !refused && env.TERM !== 'dumb'),
    frames: terminal || forced,
    width: terminal ? Math.max(40, output.columns ?? 80) : undefined,
  };
}
