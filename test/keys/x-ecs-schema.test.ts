import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(readFileSync('schemas/x-ecs.json', 'utf8')));

describe('schemas/x-ecs.json', () => {
  test('takes what the reader takes', () => {
    const good = {
      services: {
        web: {
          image: 'acme/web:1',
          'x-ecs': {
            task: 'front',
            essential: 'true',
            cpu: '256',
            memory: '${MEMORY}',
            secrets: { DB: 'arn:aws:ssm:eu-west-1:210987654321:parameter/db' },
            targetGroups: [{ port: 80, arn: '${GROUP}' }],
            routes: [{ hosts: 'www.example.com', paths: ['/api/*'], port: 80 }],
            containerDefinition: { user: null },
          },
        },
      },
      'x-ecs': { cluster: 'shop', target: 'fargate', efs: { data: 'fs-12345678' }, diagnostics: { strict: true } },
    };
    expect(validate(good), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    ['an unknown field', { services: { web: { 'x-ecs': { memmory: 1 } } } }],
    ['an unknown option', { 'x-ecs': { clutser: 'x' } }],
    ['a number that is none', { services: { web: { 'x-ecs': { memory: '512m' } } } }],
    ['a target group without a port', { services: { web: { 'x-ecs': { targetGroups: [{ arn: 'x' }] } } } }],
  ])('refuses %s', (_, value) => expect(validate(value)).toBe(false));
});
