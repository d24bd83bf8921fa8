import { expect, test } from 'vitest';
import { type Compiled, compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';
import { bundleText, toBundle } from '../../src/emit/bundle.ts';
import fc from '../seeded.ts';
import { type Generated, projects } from './projects.ts';

const convert = ({ compose, options }: Generated): Compiled =>
  compile(
    { files: ['/p/compose.yaml'], options },
    memoryHost({ '/p/compose.yaml': JSON.stringify(compose) }, { cwd: '/p' }),
  );

const runs = 150;

test('what is generated from sound keys breaks no law of ECS', () => {
  let converted = 0;
  fc.assert(
    fc.property(projects, (project) => {
      const { app, diagnostics } = convert(project);
      if (app) converted++;
      const broken = diagnostics.filter(({ severity, code }) => severity === 'error' && code.startsWith('ecs/'));
      expect(broken.map(({ code, message, path }) => `${code}: ${message} at ${path.join('.')}`)).toEqual([]);
    }),
    { numRuns: runs },
  );
  // Most get through, or the test says nothing.
  expect(converted).toBeGreaterThan(runs / 3);
});

test('the same input gives the same bytes', () => {
  const bytes = ({ app, diagnostics }: Compiled) =>
    `${app ? bundleText(toBundle(app)) : ''}${diagnostics.map(({ code, path, message }) => `${code} ${path.join('.')} ${message}`).join('\n')}`;
  fc.assert(
    fc.property(projects, (project) => {
      expect(bytes(convert(project))).toBe(bytes(convert(project)));
    }),
    { numRuns: 40 },
  );
});

test('findings point into the file, and never throw', () => {
  fc.assert(
    fc.property(projects, (project) => {
      for (const { path, place } of convert(project).diagnostics)
        expect(path.length === 0 || place !== undefined).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('raw parts may hold anything', () => {
  const member = fc.constantFrom(
    'containerDefinitions',
    'volumes',
    'loadBalancers',
    'placementStrategy',
    'placementConstraints',
    'deploymentConfiguration',
    'networkConfiguration',
    'serviceConnectConfiguration',
    'portMappings',
    'environment',
    'memory',
    'name',
    'family',
    'tags',
    'dependsOn',
    'links',
    'healthCheck',
    'requiresCompatibilities',
    'networkMode',
    'cpu',
    'serviceName',
    'taskDefinition',
  );
  const part = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.dictionary(member, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
  );
  const extension = fc.record({ containerDefinition: part, taskDefinition: part, service: part }, { requiredKeys: [] });
  fc.assert(
    fc.property(extension, extension, (top, own) => {
      const services = { web: { image: 'acme/app:1', 'x-ecs': own }, db: { image: 'acme/app:1' } };
      convert({ compose: { name: 'demo', services, 'x-ecs': top }, options: {} });
    }),
    { numRuns: runs },
  );
});
