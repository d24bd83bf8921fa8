// js-yaml as it is bundled and tested here: without what a parser needs none of, and with the indentation that Go's YAML reader takes.
import { readFileSync } from 'node:fs';

const file = /[/\\]js-yaml[/\\]dist[/\\]js-yaml\.mjs$/;

/** Variables at top level (a value over several lines is indented): schemas and a dumper that nothing uses may go. */
const topLevel = /^var (\w+) = (.+(?:\n[\t\])}].*)*);$/gm;

/**
 * YAML wants each line of a flow collection or of a quoted text deeper than its key. Go's reader, and so Compose, does not,
 * and people close a list below the key that opened it. https://pkg.go.dev/gopkg.in/yaml.v3
 */
const looseIndentation = [
  ['function readFlowCollection(state, nodeIndent, props) {\n', '$&\tnodeIndent = 0;\n'],
  [
    '\tskipSeparationSpace(state, false);\n\tif (state.lineIndent < nodeIndent) throwError(state, "deficient indentation");\n',
    '\tskipSeparationSpace(state, false);\n',
  ],
];

function prepared(text) {
  let changed = text.replace(topLevel, 'var $1 = /* @__PURE__ */ (() => ($2))();');
  for (const [part, instead] of looseIndentation) {
    if (changed.split(part).length !== 2) throw new Error(`js-yaml no longer has: ${part}`);
    changed = changed.replace(part, instead);
  }
  return changed;
}

/** For esbuild. */
export const yamlParser = {
  name: 'js-yaml',
  setup({ onLoad }) {
    onLoad({ filter: file }, ({ path }) => ({ contents: prepared(readFileSync(path, 'utf8')) }));
  },
};

/** For Vitest, which otherwise leaves dependencies to Node. */
export const parserInTests = {
  plugins: [{ name: 'js-yaml', transform: (code, id) => (file.test(id) ? { code: prepared(code), map: null } : null) }],
  test: { server: { deps: { inline: ['js-yaml'] } } },
};
