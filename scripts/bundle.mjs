// The command line as CommonJS files: a starter, the programs, whose compiled code the starter keeps between runs, and what these load on demand.
// Node starts CommonJS faster than modules, and V8 keeps the code of scripts only.
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { yamlParser } from './yaml-parser.mjs';

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
  plugins: [yamlParser],
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

/**
 * What few runs import, with all that it needs, in files of their own: V8 need not be handed their text at each start.
 * They take and give plain data, and share no state with the program.
 */
const apart = [
  'src/catalog.ts',
  'src/cli/explain-text.ts',
  'src/cli/yaml-text.ts',
  'src/node/explain-syntax.ts',
  'src/report/index.ts',
];
const nameOf = (module) =>
  module
    .replace(/^src\//, '')
    .replace(/\.[jt]s$/, '')
    .replaceAll('/', '-');

const importedApart = {
  name: 'imported-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, resolveDir, path }) => {
      const module = relative('.', resolve(resolveDir, path)).replaceAll('\\', '/');
      if (kind !== 'dynamic-import' || !apart.includes(module)) return undefined;
      return { path: `./${nameOf(module)}.js`, external: true };
    });
  },
};

/** The validator of the Compose schema: a quarter of the text, called only to say what does not fit. */
const validator = 'src/generated/compose-schema.js';
const validatorApart = {
  name: 'validator-apart',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]generated[/\\]compose-schema\.js$/ }, () => ({
      contents: `export default function validate(data) {
        const { default: loaded } = require('./${nameOf(validator)}.js');
        const valid = loaded(data);
        validate.errors = loaded.errors;
        return valid;
      }`,
    }));
  },
};

/** A program is a script whose value is the function that makes a module: V8 gets its text as it was read. */
const asFunction = {
  banner: { js: '(function(exports,require,module,__filename,__dirname){' },
  footer: { js: '})' },
};

/** The other modules that are imported on demand stay in the program, and are evaluated on demand. @returns the metafiles of all builds */
export async function bundleProgram(folder) {
  const commonjs = {
    ...common,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    plugins: [...common.plugins, noChildProcess, importedApart],
    outdir: folder,
  };
  const programs = await build({
    ...commonjs,
    ...asFunction,
    plugins: [...commonjs.plugins, validatorApart],
    external: [...commonjs.external, `./${nameOf(validator)}.js`],
    entryPoints: { convert: 'src/cli/convert-only.ts', main: 'src/cli/main.ts' },
  });
  const hash = createHash('sha256');
  for (const program of Object.keys(programs.metafile.outputs)) {
    const bytes = readFileSync(program);
    if (bytes.some((byte) => byte > 127))
      throw new Error('the program is read as ASCII: write \\u escapes in regular expressions');
    hash.update(bytes);
  }
  const rest = await build({
    ...commonjs,
    entryPoints: Object.fromEntries([...apart, validator].map((module) => [nameOf(module), module])),
  });
  const define = { __BUILD__: JSON.stringify(hash.digest('hex').slice(0, 16)) };
  const starter = await build({ ...commonjs, entryPoints: { cli: 'src/cli/cli.ts' }, define });
  chmodSync(join(folder, 'cli.js'), 0o755);
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n');
  return [programs.metafile, rest.metafile, starter.metafile];
}
