// JSON Schema of `x-ecs` for editors: schemas/x-ecs.json, from the option table and the fields of keys/x-ecs.ts.
import { loadSource } from '../load-source.mjs';

const entry = `
  export { optionNames, optionRow } from './src/options/table.ts';
  export { projectFields, serviceFields } from './src/keys/x-ecs.ts';
  export { schemasOf } from './src/keys/x-ecs/fields.ts';`;

export async function files() {
  const made = schema(await loadSource(entry));
  const text = JSON.stringify(made, beforeInterpolation, 2);
  return [{ path: 'schemas/x-ecs.json', text: `${text}\n` }];
}

/** An editor sees the text before interpolation: a variable fits any pattern. */
const beforeInterpolation = (key, value) => (key === 'pattern' && typeof value === 'string' ? `${value}|\\$` : value);

function schema({ optionNames, optionRow, projectFields, serviceFields, schemasOf }) {
  const options = optionNames.map((name) => {
    const { description, kind, aliases = [] } = optionRow(name);
    const property = { description, ...kind.schema };
    return [[name, property], ...aliases.map((alias) => [alias, property])];
  });
  const codes = { type: 'array', items: { type: 'string' } };
  const diagnostics = {
    description: 'Which findings stop a conversion.',
    type: 'object',
    properties: { strict: { type: 'boolean' }, deny: codes, allow: codes },
    additionalProperties: false,
  };
  const extensions = { patternProperties: { '^x-': {} }, additionalProperties: false };
  const top = { ...Object.fromEntries(options.flat()), ...schemasOf(projectFields), diagnostics };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://unpkg.com/compose2ecs/schemas/x-ecs.json',
    title: 'x-ecs in a Compose file',
    description: 'What compose2ecs reads below x-ecs, at the top level and below each service.',
    type: 'object',
    properties: {
      'x-ecs': { $ref: '#/$defs/project' },
      services: {
        type: 'object',
        additionalProperties: { type: 'object', properties: { 'x-ecs': { $ref: '#/$defs/service' } } },
      },
    },
    $defs: {
      project: { type: 'object', properties: top, ...extensions },
      service: { type: 'object', properties: schemasOf(serviceFields), ...extensions },
    },
  };
}
