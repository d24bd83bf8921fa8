import { declarationsIn } from './diagnostics/declarations-in.ts';
import type { Declaration } from './diagnostics/declare.ts';
import * as modules from './generated/declarations.ts';

/** Every diagnostic that can be reported, by code, in the order of codes. */
export const catalog: ReadonlyMap<string, Declaration<never>> = new Map(
  Object.values(modules)
    .flatMap((module) => declarationsIn(module))
    .map(({ declaration }) => [declaration.code, declaration] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
