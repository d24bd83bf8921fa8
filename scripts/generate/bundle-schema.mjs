// JSON Schema of what convert writes: schemas/bundle.json, from the members of the ECS API.
import { loadSource } from '../load-source.mjs';

const entry = `
  export { members, isApiType } from './src/ecs/facts/api.ts';
  export { enums } from './src/ecs/facts/enums.ts';`;

export async function files() {
  const facts = await loadSource(entry);
  return [{ path: 'schemas/bundle.json', text: `${JSON.stringify(schema(facts), null, 2)}\n` }];
}

const texts = { type: 'array', items: { type: 'string' } };

function schema(facts) {
  const types = new Map();
  const list = (type) => ({ type: 'array', minItems: 1, items: refer(type, facts, types) });
  const properties = {
    project: { type: 'string' },
    target: { enum: ['ec2', 'fargate', 'external'] },
    taskDefinitions: list('TaskDefinition'),
    services: list('Service'),
    runTasks: list('RunTask'),
    routes: { type: 'array', minItems: 1, items: route },
    groups: { type: 'array', minItems: 1, items: group },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://unpkg.com/compose2ecs/schemas/bundle.json',
    title: 'What compose2ecs convert writes',
    description: 'Inputs of RegisterTaskDefinition, CreateService and RunTask. Nothing empty is written.',
    type: 'object',
    properties,
    required: ['project', 'target'],
    additionalProperties: false,
    $defs: Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const route = {
  type: 'object',
  properties: {
    service: { description: 'ECS service', type: 'string' },
    container: { description: 'Compose service', type: 'string' },
    containerPort: { type: 'integer' },
    hosts: texts,
    paths: texts,
    source: { type: 'string' },
  },
  required: ['service', 'container', 'containerPort', 'source'],
  additionalProperties: false,
};

const group = {
  type: 'object',
  properties: {
    family: { type: 'string' },
    services: { ...texts, description: 'Compose services in start order' },
    reasons: texts,
  },
  required: ['family', 'services'],
  additionalProperties: false,
};

function refer(type, facts, types) {
  if (type.startsWith('@')) return { enum: facts.enums[type.slice(1)] };
  if (type === '{}') return { type: 'object', additionalProperties: { type: 'string' } };
  if (type === 'any') return true;
  if (!facts.isApiType(type)) return { type };
  if (!types.has(type)) {
    types.set(type, {});
    types.set(type, definition(type, facts, types));
  }
  return { $ref: `#/$defs/${type}` };
}

function definition(type, facts, types) {
  const members = [...facts.members(type).values()];
  const properties = members.map(({ name, list, type: inner }) => {
    const item = refer(inner, facts, types);
    return [name, list ? { type: 'array', minItems: 1, items: item } : item];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: members.filter(({ required }) => required).map(({ name }) => name),
  };
}
