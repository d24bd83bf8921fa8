// docs/options.md, and the tables of docs/x-ecs.md, from the option table and the fields of keys/x-ecs.ts.
import { readFileSync } from 'node:fs';
import { loadSource } from '../load-source.mjs';

const entry = `
  export { optionGroups, optionNames, optionRow } from './src/options/table.ts';
  export { projectFields, serviceFields } from './src/keys/x-ecs.ts';`;

export async function files() {
  const tables = await loadSource(entry);
  return [
    { path: 'docs/options.md', text: options(tables) },
    { path: 'docs/x-ecs.md', text: extension(tables) },
  ];
}

function options({ optionGroups, optionNames, optionRow }) {
  const rows = optionNames.map((name) => ({ name, ...optionRow(name) }));
  return [
    '# Options of the conversion',
    '',
    'Generated from the option table in `src/options` by `npm run generate`.',
    'Every command that converts takes these flags. Each is also a field of the top-level `x-ecs` of a Compose file, and an option of the library.',
    'A flag wins over `x-ecs`, `x-ecs` over the default.',
    '',
    ...optionGroups.flatMap((group) => [
      `## ${group}`,
      '',
      '| flag | field, library option | meaning |',
      '| --- | --- | --- |',
      ...rows.filter((row) => row.group === group).map(optionLine),
      '',
    ]),
    'A repeatable flag that pairs a name with a value is a mapping in `x-ecs` and in the library.',
    '',
  ].join('\n');
}

function optionLine({ name, flag, negated, kind, description, aliases = [] }) {
  const written = ['--', flag, kind.placeholder ? ` ${kind.placeholder}` : ''].join('');
  const repeatable = kind.repeatable ? ', repeatable' : '';
  const spellings = [`\`${name}${negated ? ': false' : ''}\``, ...aliases.map((alias) => `\`${alias}\``)].join(', ');
  return `| \`${written.replaceAll('|', '\\|')}\`${repeatable} | ${spellings} | ${cell(description)} |`;
}

/** The page is written by hand around its tables. */
function extension({ optionNames, serviceFields, projectFields }) {
  const parts = {
    options: optionNames.map((name) => `\`${name}\``).join(', '),
    project: fieldTable(projectFields),
    service: fieldTable(serviceFields),
  };
  return Object.entries(parts).reduce(
    (text, [name, content]) => {
      const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
      const from = text.indexOf(begin) + begin.length;
      return `${text.slice(0, from)}\n${content}\n${text.slice(text.indexOf(end))}`;
    },
    readFileSync('docs/x-ecs.md', 'utf8'),
  );
}

const fieldTable = (fields) =>
  [
    '| field | form | meaning |',
    '| --- | --- | --- |',
    ...Object.entries(fields).map(
      ([name, { description, schema }]) => `| \`${name}\` | ${form(schema)} | ${cell(description)} |`,
    ),
  ].join('\n');

const words = { string: 'text', integer: 'whole number', object: 'mapping' };

function form({ type, enum: values, oneOf, items }) {
  if (oneOf) return [...new Set(oneOf.map(form))].join(' or ');
  if (values) return 'true or false';
  if (type === 'array') return `list of ${form(items)}s`;
  return words[[type].flat()[0]];
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
