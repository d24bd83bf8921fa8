// The JSON schema of the Compose Specification as what src/compose/schema-check.ts holds a tree against: for each type of a node,
// what is asked of it. Types are numbers to add: a schema that asks for nothing but a type is one number.

const types = { null: [1], boolean: [2], string: [4], integer: [8], number: [8, 16], array: [32], object: [64] };
const anything = 255;
/** Text that a number or a switch is made of once variables are filled in. */
const castText = 256;

const known = [
  ...['$ref', 'type', 'enum', 'pattern', 'minimum', 'maximum', 'oneOf', 'items', 'uniqueItems', 'properties'],
  ...['patternProperties', 'additionalProperties', 'required', 'format', 'cast'],
];

/**
 * Texts by reference: each is parsed when a project first has what it is about.
 * `casts` are the paths where text is cast; what a reference leads to is marked wherever else it stands, too.
 */
export function formTexts(bare, casts) {
  const schema = structuredClone(bare);
  for (const path of casts) mark(schema, path);
  const all = parts(schema);
  const texts = Object.entries(all).map(
    ([$ref, part]) => `  ${quoted($ref)}: ${quoted(JSON.stringify(short(formOf(part, all))))},\n`,
  );
  return `export const formTexts: Readonly<Record<string, string>> = {\n${texts.join('')}};\n`;
}

function mark(schema, path) {
  const resolved = (at) => (at.$ref ? resolved(schema.definitions[at.$ref.slice('#/definitions/'.length)]) : at);
  const alternatives = (at) => [resolved(at), ...(resolved(at).oneOf ?? []).flatMap(alternatives)];
  const step = (at, key) =>
    key === '*'
      ? [at.items, ...Object.values(at.patternProperties ?? {}), at.additionalProperties]
      : [at.properties?.[key]];
  let found = [schema];
  for (const key of path.split('.'))
    found = found.flatMap(alternatives).flatMap((at) => step(at, key).filter((below) => typeof below === 'object'));
  if (found.length === 0) throw new Error(`the schema has no ${path}`);
  for (const at of found) resolved(at).cast = true;
}

/** Below this a reference is hardly shorter. */
const small = 100;

/** The schema, its definitions, and the large keys of a service, by reference. */
function parts({ definitions, ...root }) {
  const all = { '#': root };
  for (const [name, definition] of Object.entries(definitions)) all[`#/definitions/${name}`] = definition;
  const service = { ...definitions.service, properties: { ...definitions.service.properties } };
  for (const [key, property] of Object.entries(service.properties)) {
    if (JSON.stringify(property).length < small) continue;
    const $ref = `#/definitions/service/properties/${key}`;
    all[$ref] = property;
    service.properties[key] = { $ref };
  }
  return { ...all, '#/definitions/service': service };
}

const quoted = (text) => `'${text.replace(/[\\']/g, '\\$&')}'`;

const below = (schema, all) => (schema.$ref ? schema.$ref : short(formOf(schema, all)));

function short({ free, ...asked }) {
  if (Object.keys(asked).length === 0) return free;
  return free === 0 ? asked : { free, ...asked };
}

function formOf(schema, all) {
  const form = asked(schema, all);
  if (schema.cast && (form.words || form.pattern)) throw new Error('only any text is cast');
  if (schema.cast && form.free & 4) form.free ^= 4 | castText;
  return form;
}

function asked(schema, all) {
  const strange = Object.keys(schema).find((keyword) => !known.includes(keyword));
  if (strange) throw new Error(`nobody holds a tree against ${strange}`);
  if (schema.$ref) return formOf(all[schema.$ref], all);
  if (schema.oneOf) return only(schema.oneOf.map((branch) => formOf(branch, all)));
  const form = {
    free: [schema.type ?? []]
      .flat()
      .flatMap((name) => types[name])
      .reduce((sum, type) => sum | type, 0),
  };
  if (schema.type === undefined) form.free = anything;
  const ask = (type, part, what) => {
    if (!(form.free & type)) return;
    form.free &= ~type;
    form[part] = what;
  };
  if (schema.enum) ask(4, 'words', schema.enum);
  if (schema.pattern) ask(4, 'pattern', schema.pattern);
  if (schema.minimum !== undefined || schema.maximum !== undefined)
    ask(8, 'range', [schema.minimum ?? -Number.MAX_VALUE, schema.maximum ?? Number.MAX_VALUE]);
  if (form.range && form.free & 16) throw new Error('a range is asked of whole numbers alone');
  if (schema.items || schema.uniqueItems)
    ask(32, 'list', { of: below(schema.items ?? {}, all), ...(schema.uniqueItems ? { unique: true } : {}) });
  const map = mapOf(schema, all);
  if (map) ask(64, 'map', map);
  return form;
}

function mapOf({ properties, patternProperties = {}, additionalProperties = true, required }, all) {
  const patterns = Object.entries(patternProperties);
  if (patterns.length > 1) throw new Error('names are held against one pattern');
  if (!properties && patterns.length === 0 && additionalProperties === true && !required) return undefined;
  const [[pattern, of] = []] = patterns;
  const map = {};
  if (required) map.required = required;
  // As properties of one object they would make a class of it for each.
  if (properties) Object.assign(map, { keys: [], forms: [] });
  for (const [key, property] of Object.entries(properties ?? {})) {
    // Two schemas would hold for this one.
    if (pattern && new RegExp(pattern, 'u').test(key)) throw new Error(`${key} meets ${pattern} as well`);
    map.keys.push(key);
    map.forms.push(below(property, all));
  }
  if (pattern) Object.assign(map, { pattern, of: below(of, all) });
  if (additionalProperties) map.others = additionalProperties === true ? anything : below(additionalProperties, all);
  return map;
}

const parted = { words: 4, pattern: 4, range: 8, list: 32, map: 64 };
const typesOf = (form) => Object.keys(form).reduce((sum, part) => sum | (parted[part] ?? form.free), 0);

/** Of alternatives that one type fits, no two may hold at once: that is for the validator to tell. */
function only(branches) {
  const form = { free: 0 };
  branches.forEach((branch, index) => {
    const others = branches.filter((_, at) => at !== index).reduce((sum, other) => sum | typesOf(other), 0);
    form.free |= branch.free & ~others;
    for (const [part, what] of Object.entries(branch)) if (parted[part] && !(parted[part] & others)) form[part] = what;
  });
  return form;
}
