import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Streams } from './command.ts';
import type { Format } from './format.ts';

export interface ShowOptions {
  readonly format: Format;
  readonly streams: Streams;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** Writes diagnostics to stderr; only the renderer that is needed is loaded. */
export async function show(diagnostics: readonly Diagnostic[], options: ShowOptions): Promise<void> {
  const { streams } = options;
  const { renderJson } = await import('../diagnostics/render/json.ts');
  streams.stderr.write(renderJson(diagnostics));
}
