import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/compose/model.ts';
import { indexNames } from '../../src/plan/names.ts';
import { findRoutes } from '../../src/plan/routes.ts';
import { scan } from '../../src/plan/scan.ts';
import { readServices } from '../../src/plan/services.ts';
import { startOrder } from '../../src/plan/start-order.ts';
import { dependsOn, planned, project } from './project.ts';

/** A chain: each service needs and names the one before it, and shares a volume with its neighbour. */
function chain(count: number): Record<string, Service> {
  const services: Record<string, Service> = {};
  for (let at = 0; at < count; at++)
    services[`s${at}`] = {
      image: 'acme/app:1',
      environment: { URL: `http://s${Math.max(0, at - 1)}:8080/x`, OTHER: `see s${(at * 7) % count}:9000` },
      volumes: [{ type: 'volume', source: `data${at >> 1}`, target: '/data' }],
      ...(at > 0 ? { depends_on: dependsOn(`s${at - 1}`) } : {}),
    };
  return services;
}

describe('ten thousand services', () => {
  const count = 10_000;

  test.each(['ec2', 'fargate'] as const)('on %s every one is placed, named and resolved', (target) => {
    const { deployment } = planned(chain(count), { target, namespace: 'x' });
    expect(deployment.tasks).toHaveLength(count / 2);
    expect(deployment.taskOf.size).toBe(count);
    expect(new Set(deployment.tasks.map(({ family }) => family)).size).toBe(count / 2);
    const last = deployment.references.filter(({ from }) => from === `s${count - 1}`);
    expect(last.map(({ to, port }) => [to, port])).toEqual([
      [`s${count - 2}`, undefined],
      [`s${count - 2}`, 8080],
      [`s${(7 * (count - 1)) % count}`, 9000],
    ]);
  });

  test('names are looked up once for each word of a text, however many there are', () => {
    let asked = 0;
    const known = (name: string): boolean => {
      asked++;
      return name === 's1';
    };
    expect(scan('http://s1:80, s2:80 and s3', known)).toHaveLength(1);
    expect(asked).toBeLessThanOrEqual(7);
    expect(indexNames(new Map()).has('s1')).toBe(false);
  });

  test('a text of one megabyte is read in one pass', () => {
    const text = 'x://a@'.repeat(170_000);
    expect(scan(text, () => false)).toEqual([]);
    expect(scan('a-'.repeat(500_000), (name) => name === 'b')).toEqual([]);
    expect(scan('db '.repeat(300_000), (name) => name === 'db')).toHaveLength(300_000);
  });
});

describe('more of one kind than a call takes arguments', () => {
  const names = Array.from({ length: 150_000 }, (_, at) => `s${at}`);

  test('a service has any number of aliases', () => {
    const web = { networks: { inner: { aliases: names } } };
    const services = readServices(project({ web }));
    expect(indexNames(services).aliases('web')).toHaveLength(names.length);
  });

  test('a service needs any number of others', () => {
    const others = Object.fromEntries(names.map((name): [string, Service] => [name, {}]));
    const needs = Object.fromEntries(
      names.map((name) => [name, { condition: 'service_started' as const, required: true }]),
    );
    const services = readServices(project({ ...others, last: { depends_on: needs } }));
    expect(startOrder(services).at(-1)).toBe(names.length);
  });
});

describe('a service with twenty thousand sites behind a proxy', () => {
  const names = Array.from({ length: 20_000 }, (_, at) => `s${at}`);

  test.each([
    [
      'caddy',
      (name: string) => ({ [`caddy_${name.slice(1)}`]: name, [`caddy_${name.slice(1)}.reverse_proxy`]: ':80' }),
    ],
    [
      'traefik',
      (name: string) => ({
        [`traefik.http.routers.${name}.rule`]: `Host(\`${name}\`)`,
        [`traefik.http.services.${name}.loadbalancer.server.port`]: '80',
      }),
    ],
  ])('%s', (_, labelsOf) => {
    const labels = Object.fromEntries(names.flatMap((name) => Object.entries(labelsOf(name))));
    const services = readServices(project({ web: { labels } }));
    const routes = findRoutes(services, () => undefined);
    expect(routes.map(({ hosts }) => hosts.join())).toEqual(names);
    expect(routes.every(({ containerPort }) => containerPort === 80)).toBe(true);
  });
});
