import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/compose/model.ts';
import { dependsOn, planned } from './project.ts';

const fargate = { target: 'fargate', namespace: 'demo.internal' } as const;

const endpoints = (services: Record<string, Service>, name: string) => {
  const { deployment } = planned(services, fargate);
  const family = deployment.taskOf.get(name)?.family ?? '';
  return deployment.connect
    ?.get(family)
    ?.endpoints.map(({ containerPort, dnsName, portName }) => [containerPort, dnsName, portName]);
};

describe('Service Connect', () => {
  test('the port of ports and expose, of a reference, of a scheme, of a well-known image', () => {
    const web: Service = {
      environment: { A: 'http://a', B: 'b:9000', D: 'https://d/' },
      depends_on: dependsOn('c', 'e'),
    };
    const services: Record<string, Service> = {
      web,
      a: {
        ports: [
          { target: 8080, published: '80' },
          { target: 53, protocol: 'udp' },
        ],
        expose: ['9090', '5353/udp'],
      },
      b: {},
      c: { image: 'docker.io/library/redis:7-alpine@sha256:0' },
      d: {},
      e: {},
    };
    expect(endpoints(services, 'a')).toEqual([
      [8080, 'a', 'a-8080'],
      [9090, 'a', 'a-9090'],
    ]);
    expect(endpoints(services, 'b')).toEqual([[9000, 'b', 'b-9000']]);
    expect(endpoints(services, 'c')).toEqual([[6379, 'c', 'c-6379']]);
    expect(endpoints(services, 'd')).toEqual([[443, 'd', 'd-443']]);
    expect(planned(services, fargate).said).toEqual(['warning service-connect/port-unknown services.web.depends_on.e']);
  });

  test('the port that a proxy or the health check is told', () => {
    const services: Record<string, Service> = {
      web: { depends_on: dependsOn('a', 'b') },
      a: { environment: { VIRTUAL_HOST: 'a.example', VIRTUAL_PORT: '4000' } },
      b: { healthcheck: { test: ['CMD', 'curl', '-f', 'http://localhost:5000/health'] } },
    };
    expect(endpoints(services, 'a')).toEqual([[4000, 'a', 'a-4000']]);
    expect(endpoints(services, 'b')).toEqual([[5000, 'b', 'b-5000']]);
  });

  test('a client only has no endpoints; who is not concerned has no plan', () => {
    const { deployment } = planned({ web: { environment: { DB: 'db:5432' } }, db: {}, cron: {} }, fargate);
    expect(deployment.connect?.get('demo-web')).toMatchObject({ namespace: 'demo.internal', endpoints: [] });
    expect(deployment.connect?.has('demo-cron')).toBe(false);
  });

  test('names are lower case, legal and unique', () => {
    const services: Record<string, Service> = {
      web: { environment: { A: 'http://Api:3000/', B: 'http://api_:3000', C: 'http://API:3000' } },
      Api: {},
      api_: {},
      API: {},
    };
    expect(endpoints(services, 'Api')).toEqual([[3000, 'api', 'api-3000']]);
    expect(endpoints(services, 'API')).toEqual([[3000, 'api', 'api-3000-2']]);
  });

  test('another name than the service has is lost, and said', () => {
    const { said } = planned(
      { web: { environment: { DB_HOST: 'mysql' } }, db: { container_name: 'mysql', expose: ['3306'] } },
      fargate,
    );
    expect(said).toEqual(['warning service-connect/alias-lost services.web.environment.DB_HOST']);
  });

  test('a one-off cannot join, UDP is not carried, a default namespace is said with its command', () => {
    const once = planned(
      { db: {}, migrate: { restart: 'no', environment: { DB: 'db:5432', DB_HOST: 'db' } } },
      fargate,
    );
    expect(once.said).toEqual(['warning service-connect/one-off-task services.migrate']);
    expect(once.deployment.taskOf.get('migrate')?.run).toBe('once');
    expect(once.deployment.connect?.size).toBe(0);
    const udp = planned(
      { web: { environment: { DNS_HOST: 'dns' } }, dns: { ports: [{ target: 53, protocol: 'udp' }] } },
      fargate,
    );
    expect(udp.said).toEqual(['warning service-connect/udp services.web.environment.DNS_HOST']);
    const stats: Service = { ports: [{ target: 8125, protocol: 'udp' }], expose: ['8126', '9000/udp', '9000/tcp'] };
    const port = planned(
      { web: { environment: { A: 'stats:8125', B: 'stats:8126', C: 'stats:9000' } }, stats },
      fargate,
    );
    expect(port.said).toEqual(['warning service-connect/udp services.web.environment.A']);
    expect(endpoints({ web: { environment: { A: 'stats:8125', B: 'stats:8126' } }, stats }, 'stats')).toEqual([
      [8126, 'stats', 'stats-8126'],
      [9000, 'stats', 'stats-9000'],
    ]);
    const unnamed = planned({ web: { environment: { DB: 'db:5432' } }, db: {} }, { target: 'fargate' });
    expect(unnamed.said).toEqual(['warning service-connect/namespace-defaulted services.web']);
  });
});

describe('lifecycle', () => {
  test('restart: no ends only where nobody comes for the service', () => {
    const { deployment } = planned({
      a: { restart: 'no' },
      b: { restart: 'no', ports: [{ target: 80 }] },
      c: { restart: 'no', expose: ['80'] },
      d: { restart: 'no', healthcheck: { test: ['CMD', 'true'] } },
      e: { restart: 'no' },
      f: { environment: { E_HOST: 'e' }, depends_on: dependsOn('a') },
      g: { deploy: { restart_policy: { condition: 'none' } } },
      h: { restart: 'no', environment: { VIRTUAL_HOST: 'h.example.com' } },
    });
    expect([...deployment.runOnce]).toEqual(['a', 'g']);
  });

  test('a known server that runs its own program does not end', () => {
    const { deployment } = planned({
      db: { image: 'postgres:18', restart: 'no' },
      load: { image: 'postgres:18', restart: 'no', command: ['psql'] },
      php: { image: 'php:8-fpm' },
      web: { volumes_from: ['php'], depends_on: dependsOn('db', 'load') },
    });
    expect([...deployment.runOnce]).toEqual(['load']);
    expect([...deployment.dataOnly]).toEqual([]);
    expect(deployment.links.get('web')).toEqual(['db']);
  });

  test('data-only sources, jobs, and tasks that are run once', () => {
    const { deployment, tasks } = planned({
      data: {},
      web: { volumes_from: ['data'] },
      migrate: { deploy: { mode: 'replicated-job', replicas: 3 } },
    });
    expect([...deployment.dataOnly]).toEqual(['data']);
    expect(tasks).toEqual({ 'demo-web': ['data', 'web'], 'demo-migrate': ['migrate'] });
    expect(deployment.taskOf.get('migrate')).toMatchObject({ run: 'once', count: 3 });
    expect(planned({ a: { restart: 'no' } }).deployment.tasks).toMatchObject([
      { family: 'demo', run: 'once', count: 1 },
    ]);
  });

  test('what others wait for until it has completed is run once where it stands alone', () => {
    const completed = { migrate: { condition: 'service_completed_successfully', required: true } } as const;
    const { deployment, said } = planned({ web: { depends_on: completed }, migrate: {} }, fargate);
    expect(deployment.taskOf.get('migrate')?.run).toBe('once');
    expect(said).toEqual([]);
  });
});

describe('network modes', () => {
  test('modes that the target has not, and service: modes', () => {
    expect(planned({ a: {} }, { target: 'external', networkMode: 'awsvpc' }).said).toEqual([
      'error network_mode/not-on-target ',
    ]);
    expect(planned({ a: { network_mode: 'host' } }, { target: 'fargate' }).said).toEqual([
      'error network_mode/host-on-fargate services.a.network_mode',
    ]);
    expect(planned({ a: { network_mode: 'container:x' } }).said).toEqual([
      'error network_mode/container services.a.network_mode',
    ]);
    expect(planned({ a: { network_mode: 'old_default' } }).said).toEqual([
      'warning network_mode/foreign-network services.a.network_mode',
    ]);
    const vpn: Record<string, Service> = { app: {}, vpn: { network_mode: 'service:app' } };
    expect(planned(vpn).said).toContain('error network_mode/service-on-bridge services.vpn.network_mode');
    expect(planned(vpn, { target: 'fargate' })).toMatchObject({ said: [], tasks: { demo: ['app', 'vpn'] } });
    const onHost: Record<string, Service> = { app: { network_mode: 'host' }, vpn: { network_mode: 'service:app' } };
    expect(planned(onHost)).toMatchObject({ said: [], tasks: { demo: ['app', 'vpn'] } });
  });
});
