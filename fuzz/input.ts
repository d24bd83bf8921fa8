import type { LoadRequest } from '../src/compose/request.ts';
import type { OptionInput } from '../src/options/resolve.ts';

export type Tree = { [key: string]: unknown };

/** All that one run of the converter is given. */
export interface Input {
  readonly origin: string;
  /** Texts by absolute path. */
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly request: LoadRequest & { readonly options: OptionInput };
  /** Values that no message may show. */
  readonly secrets: readonly string[];
}

export const mainFile = '/p/compose.yaml';
