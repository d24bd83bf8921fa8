import { type Compiled, type CompileRequest, compile as compileOpen } from './compile.ts';
import { deepFreeze } from './compose/freeze.ts';
import type { Host } from './compose/host.ts';

/** `compile` for callers from outside: inside, types keep the project as it is; here nobody can change it. */
export function compile(request: CompileRequest, host: Host): Compiled {
  const compiled = compileOpen(request, host);
  if (compiled.project) {
    Object.freeze(compiled.project);
    deepFreeze(compiled.project.model);
  }
  return compiled;
}
