// Bundles the command line and the two library entries, and writes the type declarations beside these.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleProgram, common } from './bundle.mjs';
import { licences } from './licences.mjs';

rmSync('dist', { recursive: true, force: true });
const program = await bundleProgram('dist');
const library = await build({
  ...common,
  entryPoints: { index: 'src/node/index.ts', core: 'src/index.ts' },
  outdir: 'dist/lib',
  splitting: true,
  format: 'esm',
});
writeFileSync('dist/lib/package.json', '{"type":"module"}\n');
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences([...program, library.metafile]));
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
