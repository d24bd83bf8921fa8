// The command line as two CommonJS files: a starter, and the program, whose compiled code the starter keeps between runs.
// Node starts CommonJS faster than modules, and V8 keeps the code of scripts only.
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** commander starts programs for subcommands in files of their own, which we have none of; the module costs a tenth of a start. */
const noChildProcess = {
  name: 'no-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[/\\]commander[/\\]/.test(importer) ? { path: 'none', namespace: 'no-child-process' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'no-child-process' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** What both the command line and the library are built with. */
export const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  external: ['@aws-sdk/*'],
  // The modules of yaml: its CommonJS files, which Node would get, cannot be in a library of modules.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** Modules that are imported on demand stay in the one file, and are evaluated on demand. @returns the metafiles of both builds */
export async function bundleProgram(folder) {
  const commonjs = { ...common, format: 'cjs', supported: { 'dynamic-import': false }, plugins: [noChildProcess] };
  const program = join(folder, 'main.js');
  const main = await build({ ...commonjs, entryPoints: ['src/cli/main.ts'], outfile: program });
  const bytes = readFileSync(program);
  if (bytes.some((byte) => byte > 127))
    throw new Error('the program is read as ASCII: write \\u escapes in regular expressions');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const starter = join(folder, 'cli.js');
  const define = { __BUILD__: JSON.stringify(hash) };
  const start = await build({ ...commonjs, entryPoints: ['src/cli/cli.ts'], outfile: starter, define });
  chmodSync(starter, 0o755);
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n');
  return [main.metafile, start.metafile];
}
