import type { Path } from '../source/node.ts';
import type { Span } from '../source/source.ts';

export type Severity = 'error' | 'warning' | 'info';

/** One finding, as stages hand it on. `place` is filled in from `path` at the latest when the pipeline ends. */
export interface Diagnostic {
  /** `<key>/<what>`, kebab case; never changes its meaning. */
  readonly code: string;
  readonly severity: Severity;
  /** What was found. Never holds a value of an environment, of `.env` or of a secret. */
  readonly message: string;
  /** Why it matters: what ECS (or Compose) does with it. */
  readonly why: string;
  /** What the user can do. */
  readonly fix: string;
  /** Where in the resolved project; empty for a cause on the command line. */
  readonly path: Path;
  readonly service?: string | undefined;
  /** The cause is the command line (or the environment): a flag, or a file named there that cannot be read. */
  readonly usage?: boolean | undefined;
  readonly place?: Span | undefined;
  readonly related?: readonly Related[] | undefined;
}

export interface Related {
  readonly message: string;
  readonly place: Span;
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');
