// Bundles the command line and the two library entries, and writes the type declarations beside these.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleProgram, common } from './bundle.mjs';

rmSync('dist', { recursive: true, force: true });
await bundleProgram('dist');
await build({
  ...common,
  entryPoints: { index: 'src/node/index.ts', core: 'src/index.ts' },
  outdir: 'dist/lib',
  splitting: true,
  format: 'esm',
});
writeFileSync('dist/lib/package.json', '{"type":"module"}\n');
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
