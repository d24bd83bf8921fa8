import { type Compiled, type CompileRequest, compile } from '../compile.ts';
import type { Host } from '../compose/host.ts';

/** `compile`, with the codes of `allow` and `deny` checked. Only a run that names one loads the catalogue. */
export async function compileChecked(request: CompileRequest, host: Host): Promise<Compiled> {
  const compiled = compile(request, host);
  const { allow, deny } = compiled.options?.diagnostics ?? { allow: [], deny: [] };
  if (allow.length + deny.length === 0) return compiled;
  const { catalog } = await import('../catalog.ts');
  return compile({ ...request, codes: catalog }, host);
}
