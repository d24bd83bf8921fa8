// Every diagnostic with what, why, what to do and examples: docs/diagnostics.md.

import { readExamples } from '../examples.mjs';
import { loadSource } from '../load-source.mjs';

const entry = `
  export { catalog } from './src/catalog.ts';
  export { pageOf } from './src/diagnostics/template.ts';`;

export async function files() {
  const { catalog, pageOf } = await loadSource(entry);
  const examples = new Map(readExamples().map((example) => [example.code, example]));
  const pages = [...catalog.values()].map(pageOf);
  return [{ path: 'docs/diagnostics.md', text: page(pages, examples) }];
}

function page(pages, examples) {
  const keys = [...new Set(pages.map(({ code }) => code.split('/')[0]))];
  return [
    '# Diagnostics',
    '',
    'Generated from the declarations in `src` by `npm run generate`. `<name>` stands for what a finding fills in.',
    'A code never changes its meaning. `compose2ecs explain CODE` prints its entry in the terminal.',
    '',
    keys.map((key) => `[${key}](#${key})`).join(' · '),
    '',
    ...keys.flatMap((key) => [
      `## ${key}`,
      '',
      ...pages.filter(({ code }) => code.split('/')[0] === key).flatMap((one) => entryOf(one, examples.get(one.code))),
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const plain = (text) => text.replaceAll('<', '&lt;').replaceAll('*', '\\*');

function entryOf({ code, severity, message, why, fix, see, allow }, example) {
  const lines = [`### ${code}`, '', `*${severity}* — ${plain(message)}`, '', `${plain(why)} ${plain(fix)}`];
  if (allow) lines.push('', `\`--allow ${code}\`: ${plain(allow)}`);
  if (see) lines.push('', `See <${see}>.`);
  // Those in JSON are long; explain shows them.
  if (example?.bad.command[0] === 'convert')
    lines.push('', '<details><summary>Example</summary>', '', ...sides(example), '</details>');
  return [...lines, ''];
}

const sides = ({ bad, good }) => [...side('Reported for', bad), ...side('Not for', good)];

function side(title, { text, args }) {
  const flags = args.length > 0 ? ` with \`${args.join(' ')}\`` : '';
  return [`${title}${flags}`, '', '```yaml', text.trimEnd(), '```', ''];
}
