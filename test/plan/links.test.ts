import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/compose/model.ts';
import { dependsOn, planned } from './project.ts';

const links = (services: Record<string, Service>): Record<string, readonly string[]> =>
  Object.fromEntries(planned(services).deployment.links);

describe('links on bridge', () => {
  test('explicit links first, then depends_on and names in texts, by all names of the service', () => {
    const services: Record<string, Service> = {
      web: {
        links: ['db:database'],
        depends_on: dependsOn('api'),
        environment: { CACHE: 'redis://cache:6379', DB_HOST: 'shop_mysql' },
      },
      db: { container_name: 'shop_mysql' },
      api: { networks: { default: { aliases: ['backend'] } } },
      cache: {},
    };
    expect(links(services)).toEqual({
      web: ['db:database', 'db:shop_mysql', 'api', 'api:backend', 'cache', 'db'],
    });
    expect(planned(services).said).toEqual(['info links/variables-injected services.web']);
  });

  test('a name that a written link gives needs no other', () => {
    const services: Record<string, Service> = {
      blog: { links: ['mysql:database'], environment: { DB_HOST: 'database' } },
      mysql: {},
    };
    expect(links(services)).toEqual({ blog: ['mysql:database'] });
  });

  test('a service of the same image that lacks a link is told', () => {
    const services: Record<string, Service> = {
      web: { image: 'app:1', depends_on: dependsOn('db', 'redis') },
      worker: { image: 'app:1', depends_on: dependsOn('web') },
      flower: { image: 'app:1', environment: { BROKER: 'redis://redis' } },
      beat: { image: 'app:1', depends_on: dependsOn('db', 'redis') },
      db: { image: 'postgres:16' },
      redis: { image: 'redis:7' },
    };
    expect(
      planned(services)
        .said.filter((text) => text.includes('same-image'))
        .sort(),
    ).toEqual(['info links/unlike-same-image services.flower', 'info links/unlike-same-image services.worker']);
  });

  test('a plain link says nothing', () => {
    const { said, deployment } = planned({ web: { links: ['api'] }, api: {} });
    expect(said).toEqual([]);
    expect(deployment.references).toMatchObject([{ from: 'web', to: 'api', resolves: 'link' }]);
  });

  test('a name found in a text yields where it would close a circle, and that is said once', () => {
    const services: Record<string, Service> = {
      web: { depends_on: dependsOn('api') },
      api: { environment: { WEB_URL: 'http://web/', WEB_HOST: 'web' } },
    };
    const { said, deployment } = planned(services);
    expect(Object.fromEntries(deployment.links)).toEqual({ web: ['api'] });
    expect(said.filter((text) => text.includes('cycle'))).toEqual([
      'warning links/cycle-broken services.api.environment.WEB_URL',
    ]);
    expect(deployment.references.filter(({ from }) => from === 'api').map(({ resolves }) => resolves)).toEqual([
      'nothing',
      'nothing',
    ]);
  });

  test('nothing is linked to what ends; an explicit link to it is an error', () => {
    const seed: Service = { restart: 'no' };
    const { deployment, said } = planned({ web: { depends_on: dependsOn('seed') }, seed });
    expect([...deployment.runOnce]).toEqual(['seed']);
    expect([...deployment.links]).toEqual([]);
    expect(said).toEqual([]);
    expect(planned({ web: { links: ['seed'] }, seed }).said).toContain('error links/ended-target services.web.links.0');
  });

  test('a service that names itself gets a warning, not a link, unless its hostname says so', () => {
    const environment = { ADVERTISED: 'PLAINTEXT://kafka:9092' };
    const { said, deployment } = planned({ kafka: { environment } });
    expect(said).toEqual(['warning references/own-name services.kafka.environment.ADVERTISED']);
    expect(deployment.links.size).toBe(0);
    expect(planned({ kafka: { environment, hostname: 'kafka' } }).said).toEqual([]);
  });

  test('variables that a link injects are told where the client reads them', () => {
    const { said } = planned({
      web: { depends_on: dependsOn('my-db'), command: ['sh', '-c', 'connect $' + '{MY_DB_PORT_5432_TCP_ADDR}'] },
      'my-db': {},
    });
    expect(said).toContain('warning links/variable-read services.web.command.2');
  });

  test('services without any link are told, once for the task', () => {
    expect(planned({ grafana: {}, prometheus: {}, web: { links: ['db'] }, db: {} }).said).toEqual([
      'info links/none-found services.grafana',
    ]);
    expect(planned({ a: {}, seed: { restart: 'no' } }).said).toEqual([]);
  });

  test('a dotted name links to the container, and cannot be an alias', () => {
    const { deployment, said } = planned({ web: { environment: { API: 'http://api.v1:80/' } }, 'api.v1': {} });
    expect(deployment.links.get('web')).toEqual(['api-v1']);
    const told = 'warning links/alias-illegal services.web.environment.API';
    expect(said.filter((each) => each === told)).toEqual([told]);
  });
});

describe('where links cannot be', () => {
  const services: Record<string, Service> = { web: { links: ['db'], environment: { DB: 'db:5432' } }, db: {} };

  test('in one task on host or awsvpc each reference is a warning', () => {
    for (const networkMode of ['host', 'awsvpc'] as const) {
      const { said, deployment } = planned(services, { networkMode, group: 'project' });
      expect(said).toEqual([
        'warning references/same-task services.web.links.0',
        'warning references/same-task services.web.environment.DB',
      ]);
      expect(deployment.links.size).toBe(0);
      expect(new Set(deployment.references.map(({ resolves }) => resolves))).toEqual(new Set(['localhost']));
    }
  });

  test('across tasks where Service Connect cannot be', () => {
    const apart: Record<string, Service> = { web: { environment: { DB: 'db:5432' } }, db: {} };
    expect(planned(apart, { target: 'external', group: 'service' }).said).toEqual([
      'warning references/unreachable services.web.environment.DB',
    ]);
    expect(planned({ ...apart, db: { network_mode: 'host' } }).said).toEqual([
      'warning references/unreachable services.web.environment.DB',
    ]);
  });
});
