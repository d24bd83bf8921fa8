import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/compose/model.ts';
import { parseLink, parseVolumesFrom } from '../../src/compose/references.ts';
import { defaultOptions, type Options } from '../../src/options/options.ts';
import type { Deployment } from '../../src/plan/deployment.ts';
import { needsOf } from '../../src/plan/needs.ts';
import { plan } from '../../src/plan/plan.ts';
import fc from '../seeded.ts';
import { dependsOn, project } from './project.ts';

const names = ['db', 'web', 'api', 'cache', 'worker', 'a.b', 'Up', 'x1', '10', '9', 'queue', 'mail'];

/** What a service may say about those before it (needs, so that there is no circle) and about any. */
const service = (index: number): fc.Arbitrary<Service> => {
  const before = fc.subarray(names.slice(0, index), { maxLength: Math.min(index, 2) });
  const some = fc.subarray(names, { maxLength: 3 });
  return fc
    .record({
      needs: before,
      links: before,
      from: fc.subarray(names.slice(0, index), { maxLength: Math.min(index, 1) }),
      uses: some,
      replicas: fc.constantFrom(undefined, undefined, undefined, 2),
      restart: fc.constantFrom(undefined, 'no', 'always'),
      published: fc.constantFrom(undefined, undefined, '80', '8080'),
      volume: fc.constantFrom(undefined, undefined, undefined, 'data'),
      task: fc.constantFrom(undefined, undefined, undefined, undefined, 'front'),
    })
    .map(({ needs, links, from, uses, replicas, restart, published, volume, task }) => ({
      environment: Object.fromEntries(uses.map((name, at) => [`URL_${at}`, `http://${name}:80/`])),
      ...(needs.length ? { depends_on: dependsOn(...needs) } : {}),
      ...(links.length ? { links } : {}),
      ...(from.length ? { volumes_from: from } : {}),
      ...(replicas ? { deploy: { replicas } } : {}),
      ...(restart ? { restart } : {}),
      ...(published ? { ports: [{ target: 80, published }] } : {}),
      ...(volume ? { volumes: [{ type: 'volume' as const, source: volume, target: '/d' }] } : {}),
      ...(task ? { 'x-ecs': { task } } : {}),
    }));
};

const services = fc
  .tuple(...names.map((_, index) => service(index)), fc.shuffledSubarray(names, { minLength: 1 }))
  .map((all) => {
    const order = all.at(-1) as string[];
    const bodies = all.slice(0, -1) as Service[];
    const kept = new Set(order);
    return order.map((name): [string, Service] => {
      const body = bodies[names.indexOf(name)] ?? {};
      const known = (list: readonly string[] | undefined) => (list ?? []).filter((other) => kept.has(other));
      return [
        name,
        {
          ...body,
          links: known(body.links),
          volumes_from: known(body.volumes_from),
          depends_on: dependsOn(...known(Object.keys(body.depends_on ?? {}))) ?? {},
        },
      ];
    });
  });

const options: fc.Arbitrary<Options> = fc
  .record(
    {
      target: fc.constantFrom('ec2', 'fargate', 'external'),
      group: fc.constantFrom('auto', 'auto', 'auto', 'project', 'service'),
    } as const,
    { requiredKeys: ['target', 'group'] },
  )
  .map((some) => ({ ...defaultOptions, ...some }));

const run = (entries: readonly [string, Service][], chosen: Options) =>
  plan(project(Object.fromEntries(entries)), chosen);

const needs = (service: Service = {}): readonly string[] =>
  needsOf(
    service,
    Object.keys(service.depends_on ?? {}),
    service.volumes_from?.map((entry) => parseVolumesFrom(entry).name),
  );

/** Containers of a task that lead, over links and needs, back to where they started. */
function circle(
  { services: members }: { services: readonly string[] },
  { links, containerNames }: Deployment,
  all: Map<string, Service>,
): boolean {
  const byContainer = new Map([...containerNames].map(([name, container]) => [container, name]));
  const next = (name: string): string[] => [
    ...(links.get(name) ?? []).map((link) => byContainer.get(parseLink(link).to) ?? ''),
    ...needs(all.get(name)),
  ];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string): boolean => {
    if (state.get(name) === 'open') return true;
    if (state.get(name) === 'done' || !members.includes(name)) return false;
    state.set(name, 'open');
    const found = next(name).some(visit);
    state.set(name, 'done');
    return found;
  };
  return members.some(visit);
}

describe('whatever the project', () => {
  test('each service is in one task, order is topological, links make no circle and stay in the task, twice is the same', () => {
    fc.assert(
      fc.property(services, options, (entries, chosen) => {
        const { value, diagnostics } = run(entries, chosen);
        const all = new Map(entries);
        expect(value.tasks.flatMap((task) => task.services).sort()).toEqual([...all.keys()].sort());
        for (const task of value.tasks) {
          for (const [at, name] of task.services.entries())
            for (const need of needs(all.get(name))) {
              const where = task.services.indexOf(need);
              expect(where === -1 || where < at).toBe(true);
            }
          expect(circle(task, value, all)).toBe(false);
          expect(task.reasons.length).toBeGreaterThan(0);
          const containers = task.services.map((name) => value.containerNames.get(name));
          for (const name of task.services)
            for (const link of value.links.get(name) ?? []) expect(containers).toContain(parseLink(link).to);
        }
        const [again] = [run(entries, chosen)];
        expect(again.diagnostics).toEqual(diagnostics);
        expect(again.value).toEqual(value);
      }),
      { numRuns: 80 },
    );
  });

  test('without an error, services of a task have what a task has only one of in common, and what is tied is together', () => {
    fc.assert(
      fc.property(services, options, (entries, chosen) => {
        const { value, diagnostics } = run(entries, chosen);
        fc.pre(!diagnostics.some(({ severity }) => severity === 'error'));
        const all = new Map(entries);
        for (const task of value.tasks) expect(task.services.length).toBeLessThanOrEqual(10);
        for (const [name, { volumes_from = [], volumes = [] }] of all) {
          for (const other of volumes_from) expect(value.taskOf.get(other)).toBe(value.taskOf.get(name));
          for (const [other, body] of all)
            if (volumes.length > 0 && (body.volumes ?? []).length > 0)
              expect(value.taskOf.get(other)).toBe(value.taskOf.get(name));
        }
        for (const task of value.tasks) {
          const counts = task.services
            .filter((name) => !value.dataOnly.has(name))
            .map((name) => all.get(name)?.deploy?.replicas ?? 1);
          expect(new Set(counts).size).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 80 },
    );
  });
});
