import { build } from 'esbuild';
import { yamlParser } from './yaml-parser.mjs';

/** Evaluates TypeScript exports of `src/` without writing anything: `entry` is a module's text, its paths start at the repository. */
export async function loadSource(entry) {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' },
    plugins: [yamlParser],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    external: ['@aws-sdk/*', '@smithy/*'],
    logLevel: 'silent',
    banner: { js: "import { createRequire as __r } from 'node:module'; const require = __r('file:///');" },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
