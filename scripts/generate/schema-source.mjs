// The JSON schema of the Compose Specification, as a package of npm carries it, with the keys that the specification has and the package not yet.
import { readFileSync } from 'node:fs';

export const schemaPath = 'node_modules/dclint/schemas/compose.schema.json';

const later = {
  'definitions/service/properties/build/oneOf/1/properties': {
    provenance: { type: ['string', 'boolean'] },
    sbom: { type: ['string', 'boolean'] },
    no_cache_filter: { $ref: '#/definitions/string_or_list' },
  },
  'definitions/development/properties/watch/items/properties': {
    initial_sync: { type: 'boolean' },
  },
};

export function readSchema() {
  const schema = JSON.parse(readFileSync(schemaPath, 'utf8'));
  for (const [path, keys] of Object.entries(later)) {
    let at = schema;
    for (const step of path.split('/')) at = at[step];
    for (const [key, value] of Object.entries(keys)) at[key] ??= value;
  }
  return schema;
}
