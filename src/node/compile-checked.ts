import { type Compiled, type CompileRequest, compile } from '../compile.ts';
import type { Host } from '../compose/host.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * `compile` with what only some runs need, loaded when they do: the catalogue, which the codes of `allow` and
 * `deny` are checked by, and the library that lists every syntax error of a broken text.
 */
export async function compileChecked(request: CompileRequest, host: Host): Promise<Compiled> {
  return explained(host, async (reading) => {
    const compiled = compile(request, reading);
    const { allow, deny } = compiled.options?.diagnostics ?? { allow: [], deny: [] };
    if (allow.length + deny.length === 0) return compiled;
    const { catalog } = await import('../catalog.ts');
    return compile({ ...request, codes: catalog }, reading);
  });
}

/** Runs again, with every syntax error explained, where the first run met one. */
export async function explained<T extends { readonly diagnostics: readonly Pick<Diagnostic, 'code'>[] }>(
  host: Host,
  run: (host: Host) => T | Promise<T>,
): Promise<T> {
  const first = await run(host);
  if (!first.diagnostics.some(({ code }) => code === 'yaml/syntax')) return first;
  const { explainSyntax } = await import('./explain-syntax.ts');
  return run({ ...host, explainSyntax });
}
