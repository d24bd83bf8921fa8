export type { Compiled, CompileRequest } from './compile.ts';
export { compile } from './compile.ts';
export { memoryHost } from './compose/host.ts';
