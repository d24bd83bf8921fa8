// npm run fuzz -- --minutes N [--seed S] [--runs N]: made and changed projects through the whole converter, in this process.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { yamlParser } from '../scripts/yaml-parser.mjs';

const folder = mkdtempSync(join(tmpdir(), 'fuzz-build-'));
try {
  const outfile = join(folder, 'fuzz.mjs');
  const banner = {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  };
  await build({
    entryPoints: ['fuzz/main.ts'],
    plugins: [yamlParser],
    bundle: true,
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    outfile,
    banner,
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
