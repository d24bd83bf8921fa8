import { describe, expect, it } from 'vitest';
import { members } from '../../src/ecs/facts/api.ts';
import type { EcsApp } from '../../src/ecs/model.ts';
import { bundleParts, bundleText, jsonText, toBundle } from '../../src/emit/bundle.ts';
import { bundleFiles } from '../../src/emit/files.ts';
import { filled, normalForm } from '../../src/emit/normal-form.ts';
import fc from '../seeded.ts';

const holdsEmpty = (value: unknown): boolean => {
  if (typeof value !== 'object') return false;
  const parts = Object.values(value ?? {});
  return parts.length === 0 || parts.some(holdsEmpty);
};

const app: EcsApp = {
  project: 'demo',
  target: 'ec2',
  taskDefinitions: [
    {
      volumes: [],
      containerDefinitions: [
        {
          portMappings: [],
          image: 'b',
          name: 'a',
          environment: [
            { value: '', name: 'Z' },
            { name: 'A', value: '1' },
          ],
          dockerLabels: { b: '2', a: '' },
          command: ['', 'x'],
          linuxParameters: {},
        },
      ],
      family: 'demo',
    },
  ],
  services: [{ desiredCount: 0, taskDefinition: 'demo', serviceName: 'demo', deploymentConfiguration: {} }],
  runTasks: [],
  routes: [],
  groups: [{ family: 'demo', services: ['a'], reasons: ['one'] }],
};

describe('the bundle', () => {
  it('has every list in the library and none empty in text', () => {
    const bundle = toBundle(app);
    expect(bundle.runTasks).toEqual([]);
    expect(bundleText(bundle)).toBe(`${JSON.stringify(JSON.parse(bundleText(bundle)), null, 2)}\n`);
    expect(Object.keys(JSON.parse(bundleText(bundle)))).toEqual([
      'project',
      'target',
      'taskDefinitions',
      'services',
      'groups',
    ]);
  });

  it('orders members as the API does, and what has no order by name', () => {
    const [task] = toBundle(app).taskDefinitions;
    expect(JSON.stringify(task)).toBe(
      '{"family":"demo","containerDefinitions":[{"name":"a","image":"b","command":["","x"],' +
        '"environment":[{"name":"A","value":"1"},{"name":"Z","value":""}],"dockerLabels":{"a":"","b":"2"}}]}',
    );
    expect(JSON.stringify(toBundle(app).services)).toBe(
      '[{"serviceName":"demo","taskDefinition":"demo","desiredCount":0}]',
    );
  });

  it('keeps members that the API table does not know', () => {
    expect(normalForm({ zebra: { x: null, y: [1, [], {}] }, family: 'f' }, 'TaskDefinition')).toEqual({
      family: 'f',
      zebra: { y: [1] },
    });
  });

  it('holds nothing empty, whatever comes in, and is a fixed point', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const once = normalForm(value, 'TaskDefinition');
        expect(JSON.stringify(normalForm(once, 'TaskDefinition'))).toBe(JSON.stringify(once));
        expect(holdsEmpty(once)).toBe(false);
      }),
    );
  });
});

describe('the order of members', () => {
  const known = [...members('ContainerDefinition').keys()].filter((name) => !['environment', 'ulimits'].includes(name));
  const names = fc.shuffledSubarray([...known.slice(0, 8), 'zebra', '__proto__', 'apple']);
  const values = fc.constantFrom<unknown>('', 0, 'x', null, [], { b: {}, a: 1 }, { a: { d: 1, c: null } });
  const objects = fc.array(names.chain((chosen) => fc.tuple(fc.constant(chosen), fc.infiniteStream(values))));

  it('is that of the API whatever came before', () => {
    fc.assert(
      fc.property(objects, (all) => {
        for (const [chosen, stream] of all) {
          const value = Object.fromEntries(chosen.map((name) => [name, stream.next().value]));
          const ordered = [...known, ...chosen.filter((name) => !known.includes(name))].filter((name) =>
            chosen.includes(name),
          );
          const expected = filled(Object.fromEntries(ordered.map((name) => [name, value[name]])));
          expect(JSON.stringify(normalForm(value, 'ContainerDefinition'))).toBe(JSON.stringify(expected));
        }
      }),
    );
  });
});

describe('text', () => {
  it('never carries a character that a terminal obeys', () => {
    const text = jsonText({ a: '\u001b[31m\u009b31m\u202e\u007f\u2066', b: 'é' });
    expect(text).not.toMatch(/[^\n\u0020-\u007e\u00a0-\u1fff]/);
    expect(JSON.parse(text)).toEqual({ a: '\u001b[31m\u009b31m\u202e\u007f\u2066', b: 'é' });
  });
});

describe('text of a large project', () => {
  const definition = (family: string) => ({ family, containerDefinitions: [{ name: 'a', image: 'x'.repeat(1000) }] });
  const many = toBundle({ ...app, taskDefinitions: Array.from({ length: 2100 }, (_, i) => definition(`f${i}`)) });

  it('comes in parts that together are the whole', () => {
    const parts = [...bundleParts(many)];
    expect(parts.length).toBeGreaterThan(1);
    const { runTasks: _, routes: __, ...said } = many;
    expect(parts.join('') === `${JSON.stringify(said, null, 2)}\n`).toBe(true);
  });

  it('leaves out what is empty wherever it stands', () => {
    const none = { family: null, containerDefinitions: [] } as never;
    const text = bundleText({
      ...many,
      taskDefinitions: Array(1100).fill(none),
      services: [none, { serviceName: 's' }],
    });
    expect(Object.keys(JSON.parse(text))).toEqual(['project', 'target', 'services', 'groups']);
    expect(JSON.parse(text).services).toEqual([{ serviceName: 's' }]);
    expect(bundleText({} as never)).toBe('{}\n');
  });
});

describe('files', () => {
  const named = (family: string, service = family) =>
    bundleFiles(
      toBundle({
        ...app,
        taskDefinitions: [{ family, containerDefinitions: [] }],
        services: [{ serviceName: service }],
        runTasks: [{ taskDefinition: family }],
      }),
    ).map(({ name }) => name);

  it('are named by what they define', () => {
    expect(named('demo', 'web')).toEqual(['demo.task-definition.json', 'web.service.json', 'demo.run-task.json']);
    expect(bundleFiles(toBundle({ ...app, routes: [] })).map(({ name }) => name)).not.toContain('routes.json');
    const route = { service: 's', container: 'c', containerPort: 80, hosts: ['a.b'], paths: [], source: 'x' };
    const files = bundleFiles(toBundle({ ...app, routes: [route] }));
    expect(JSON.parse(files.at(-1)?.text ?? '')).toEqual([
      { service: 's', container: 'c', containerPort: 80, hosts: ['a.b'], source: 'x' },
    ]);
  });

  it('never leave the folder, are never too long and never collide', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('../x', 'A', 'a', 'x'.repeat(300)))), (families) => {
        const taskDefinitions = families.map((family) => ({ family, containerDefinitions: [] }));
        const names = bundleFiles(toBundle({ ...app, taskDefinitions })).map(({ name }) => name);
        for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{0,210}\.[a-z-]+\.json$/);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      }),
    );
  });
});
