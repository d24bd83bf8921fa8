import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/compose/model.ts';
import { dependsOn, planned } from './project.ts';

const many = (count: number, first: Service = {}): Record<string, Service> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`s${String(at + 1).padStart(2, '0')}`, at ? {} : first]),
  );

describe('on bridge the project stays together as far as it can', () => {
  test('a small project is one task named as the project', () => {
    const { tasks, deployment } = planned({ b: {}, a: {} });
    expect(tasks).toEqual({ demo: ['b', 'a'] });
    expect(deployment.tasks[0]?.reasons).toEqual(['The whole project fits one bridge task: 2 containers.']);
  });

  test('ten containers fit, eleven are apart but for ties', () => {
    expect(Object.keys(planned(many(10)).tasks)).toEqual(['demo']);
    const { tasks, deployment, said } = planned(many(11, { links: ['s02'] }));
    expect(Object.keys(tasks)).toHaveLength(10);
    expect(tasks['demo-s01']).toEqual(['s02', 's01']);
    expect(deployment.tasks[0]?.reasons[0]).toBe('s01 links to s02.');
    expect(said.filter((text) => text.startsWith('error'))).toEqual([]);
  });

  test('other replicas, a daemon, another platform, another network mode form tasks of their own', () => {
    const services: Record<string, Service> = {
      web: { deploy: { replicas: 3 } },
      cron: {},
      db: { platform: 'linux/amd64' },
      agent: { deploy: { mode: 'global' } },
      arm: { platform: 'linux/arm64/v8' },
      host: { network_mode: 'host' },
    };
    const { tasks, deployment } = planned(services);
    expect(tasks).toEqual({
      'demo-web': ['web'],
      'demo-db': ['cron', 'db'],
      'demo-agent': ['agent'],
      'demo-arm': ['arm'],
      'demo-host': ['host'],
    });
    expect(deployment.taskOf.get('agent')?.run).toBe('daemon');
    expect(deployment.taskOf.get('host')?.networkMode).toBe('host');
    expect(deployment.taskOf.get('web')).toMatchObject({
      count: 3,
      countPath: ['services', 'web', 'deploy', 'replicas'],
    });
    expect(deployment.taskOf.get('web')?.reasons).toEqual(['Apart from cron: web runs 3 times, cron runs once.']);
  });

  test('a service whose host port is taken is split off alone', () => {
    const ports = [{ target: 80, published: '8080' }];
    const { tasks, deployment } = planned({ a: { ports }, b: { ports }, c: {} });
    expect(tasks).toEqual({ 'demo-c': ['a', 'c'], 'demo-b': ['b'] });
    expect(deployment.taskOf.get('b')?.reasons).toEqual(['Apart from a: both publish host port 8080.']);
    expect(deployment.taskOf.get('a')?.reasons[0]).toBe('Without b, which publishes host port 8080 too.');
  });

  test('a port on loopback or of another protocol is no conflict', () => {
    const { tasks } = planned({
      a: { ports: [{ target: 80, published: '8080' }] },
      b: { ports: [{ target: 80, published: '8080', host_ip: '127.0.0.1' }] },
      c: { ports: [{ target: 80, published: '8080', protocol: 'udp' }] },
    });
    expect(Object.keys(tasks)).toEqual(['demo']);
  });

  test('x-ecs.task names a task and keeps others out of it', () => {
    const { tasks } = planned({ a: { 'x-ecs': { task: 'front' } }, b: { 'x-ecs': { task: 'front' } }, c: {} });
    expect(tasks).toEqual({ 'demo-front': ['a', 'b'], 'demo-c': ['c'] });
  });
});

describe('ties', () => {
  const fargate = { target: 'fargate' } as const;

  test('on awsvpc only what must be together is', () => {
    const services: Record<string, Service> = {
      a: { volumes: [{ type: 'volume', source: 'data', target: '/d' }] },
      b: { volumes: [{ type: 'volume', source: 'data', target: '/x' }] },
      c: { volumes: [{ type: 'bind', source: '/etc/localtime', target: '/etc/localtime' }] },
      d: { volumes: [{ type: 'bind', source: '/etc/localtime', target: '/etc/localtime' }] },
      e: { volumes_from: ['d:ro'] },
      f: { pid: 'service:c' },
      g: { links: ['a'] },
    };
    const { tasks, deployment } = planned(services, fargate);
    expect(tasks).toEqual({ 'demo-b': ['a', 'b'], 'demo-f': ['c', 'f'], 'demo-e': ['d', 'e'], 'demo-g': ['g'] });
    expect(deployment.taskOf.get('a')?.reasons[0]).toBe('a and b share the volume data.');
    expect(Object.keys(planned(services, { ...fargate, efs: { data: { fileSystemId: 'fs-1' } } }).tasks)).toContain(
      'demo-a',
    );
  });

  test('a shared folder of the project is told by its relative path', () => {
    const volumes: Service['volumes'] = [{ type: 'bind', source: '/app/site', target: '/s' }];
    const { deployment } = planned({ a: { volumes }, b: { volumes } }, fargate);
    expect(deployment.tasks[0]?.reasons[0]).toBe('a and b share the host path ./site.');
  });

  test('a tie that meets a split is an error with both reasons', () => {
    const { said } = planned({ a: { links: ['b'], deploy: { replicas: 2 } }, b: {} });
    expect(said).toContain('error grouping/tie-meets-split services.a.links.0');
    const ports = [{ target: 80, published: '80' }];
    expect(planned({ a: { volumes_from: ['b'], ports }, b: { ports, links: [] } }).said).toContain(
      'error grouping/tie-meets-split services.b.ports.0',
    );
    expect(planned(many(11, { links: many(11) && Object.keys(many(11)).slice(1) })).said).toContain(
      'error grouping/too-many-tied services.s01',
    );
  });

  test('volumes of a container of the project tie as those of its service do', () => {
    const { tasks } = planned(
      {
        a: { container_name: 'shop_a' },
        b: { volumes_from: ['container:shop_a:ro'] },
        c: { volumes_from: ['container:x'] },
      },
      fargate,
    );
    expect(tasks).toEqual({ 'demo-b': ['a', 'b'], 'demo-c': ['c'] });
  });

  test('a container of the project comes before those that take its volumes, and is not linked back', () => {
    const { deployment } = planned({
      a: { volumes_from: ['container:shop_b'] },
      b: { container_name: 'shop_b', environment: { URL: 'http://a:80' } },
    });
    expect(deployment.tasks.map(({ services }) => services)).toEqual([['b', 'a']]);
    expect(deployment.links.get('b')).toBeUndefined();
  });

  test('a data container follows the count of its user', () => {
    const { tasks, said } = planned({ data: {}, web: { volumes_from: ['data'], deploy: { replicas: 2 } } });
    expect(tasks).toEqual({ demo: ['data', 'web'] });
    expect(said).toEqual([]);
  });

  test('--group service cuts ties with an error, --group project says what is in the way', () => {
    expect(planned({ a: { links: ['b'] }, b: {} }, { group: 'service' }).said).toContain(
      'error grouping/tie-cut services.a.links.0',
    );
    const { tasks, said } = planned({ a: { deploy: { replicas: 2 } }, b: {} }, { group: 'project' });
    expect(tasks).toEqual({ demo: ['a', 'b'] });
    expect(said).toContain('error grouping/project-does-not-fit services.b');
  });
});

describe('order and names', () => {
  test('what is needed comes first, then the order of the file', () => {
    const { deployment } = planned({
      web: { depends_on: dependsOn('api') },
      api: { depends_on: dependsOn('db') },
      z: {},
      db: {},
    });
    expect(deployment.tasks[0]?.services).toEqual(['z', 'db', 'api', 'web']);
  });

  test('names are made legal, kept apart, and told', () => {
    const long = 'a-very-long-service-name-'.repeat(12);
    const { tasks, said, deployment } = planned(
      { 'api.v1': {}, [`${long}1`]: {}, [`${long}2`]: {} },
      { group: 'service' },
    );
    expect(new Set(Object.keys(tasks)).size).toBe(3);
    for (const family of Object.keys(tasks)) expect(family).toMatch(/^[a-zA-Z0-9_-]{1,255}$/);
    expect(tasks['demo-api-v1']).toEqual(['api.v1']);
    expect(deployment.containerNames.get('api.v1')).toBe('api-v1');
    expect(said).toContain('info naming/sanitised services.api.v1');
    expect(planned({ 'a.b': {}, 'a-b': {} }).said).toContain('error naming/collision services.a-b');
  });

  test('--family names a single task and prefixes several; an illegal one is an error', () => {
    expect(Object.keys(planned({ a: {} }, { family: 'Shop_Prod' }).tasks)).toEqual(['Shop_Prod']);
    expect(Object.keys(planned({ a: {}, b: {} }, { family: 'Shop', group: 'service' }).tasks)).toEqual([
      'Shop-a',
      'Shop-b',
    ]);
    expect(planned({ a: {} }, { family: 'a b' }).said).toContain('error family/illegal ');
  });
});
