import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/compose/model.ts';
import { parseRule } from '../../src/plan/routes/traefik-rule.ts';
import { planned } from './project.ts';

const routes = (web: Service) => {
  const { deployment, said } = planned({ web });
  return {
    routes: deployment.routes?.map(({ containerPort, hosts, paths }) => ({ containerPort, hosts, paths })),
    said,
  };
};

describe('virtual hosts become routes', () => {
  test('nginx-proxy', () => {
    expect(
      routes({ environment: { VIRTUAL_HOST: 'a.example,www.a.example', VIRTUAL_PATH: '/api/' }, expose: ['3000'] }),
    ).toEqual({
      routes: [{ containerPort: 3000, hosts: ['a.example', 'www.a.example'], paths: ['/api', '/api/*'] }],
      said: [],
    });
    expect(routes({ environment: { VIRTUAL_HOST: 'a.example', VIRTUAL_PORT: '8080' } }).routes).toMatchObject([
      { containerPort: 8080 },
    ]);
    expect(routes({ environment: { VIRTUAL_HOST: 'a.example' }, expose: ['80', '443'] }).routes).toMatchObject([
      { containerPort: 80 },
    ]);
    expect(routes({ environment: { VIRTUAL_HOST: 'a.example' }, image: 'ghost:5' }).routes).toMatchObject([
      { containerPort: 2368 },
    ]);
    expect(routes({ environment: { VIRTUAL_HOST: 'a.example' } })).toEqual({
      routes: [],
      said: ['warning routes/port-unknown services.web.environment.VIRTUAL_HOST'],
    });
  });

  test('nginx-proxy with several ports', () => {
    const VIRTUAL_HOST_MULTIPORTS =
      'a.example:\n  /:\n    port: 90\n  /api:\n    port: 91\n    dest: /\nb.example:\n~^c:\n';
    expect(routes({ environment: { VIRTUAL_HOST: 'z.example', VIRTUAL_HOST_MULTIPORTS }, expose: ['3000'] })).toEqual({
      routes: [
        { containerPort: 90, hosts: ['a.example'], paths: [] },
        { containerPort: 91, hosts: ['a.example'], paths: ['/api', '/api/*'] },
        { containerPort: 3000, hosts: ['b.example'], paths: [] },
      ],
      said: Array(2).fill('warning routes/rule-partial services.web.environment.VIRTUAL_HOST_MULTIPORTS'),
    });
    expect(routes({ environment: { VIRTUAL_HOST_MULTIPORTS: '- a' } })).toMatchObject({ routes: [] });
  });

  test('Traefik 2 and 3', () => {
    const labels = {
      'traefik.enable': 'true',
      'traefik.http.routers.web.rule': 'Host(`a.example`) || Host(`b.example`)',
      'traefik.http.routers.api.rule': 'Host(`a.example`) && (PathPrefix(`/api`) || Path(`/ping`))',
      'traefik.http.routers.api.service': 'api',
      'traefik.http.routers.dash.rule': 'Host(`t.example`)',
      'traefik.http.routers.dash.service': 'api@internal',
      'traefik.http.services.web.loadbalancer.server.port': '3000',
      'traefik.http.services.api.loadbalancer.server.port': '4000',
    };
    const expected = [
      { containerPort: 3000, hosts: ['a.example', 'b.example'], paths: [] },
      { containerPort: 4000, hosts: ['a.example'], paths: ['/api', '/api/*', '/ping'] },
    ];
    expect(routes({ labels })).toEqual({ routes: expected, said: [] });
    expect(routes({ deploy: { labels } }).routes).toEqual(expected);
    expect(routes({ labels: { ...labels, 'traefik.enable': 'false' } }).routes).toEqual([]);
  });

  test('Traefik 1', () => {
    expect(
      routes({
        labels: { 'traefik.frontend.rule': 'Host:a.example, b.example;PathPrefixStrip:/x', 'traefik.port': '81' },
      }).routes,
    ).toEqual([{ containerPort: 81, hosts: ['a.example', 'b.example'], paths: ['/x', '/x/*'] }]);
    expect(
      routes({ labels: { 'traefik.admin.frontend.rule': 'Host:c.example', 'traefik.admin.port': '82' } }).routes,
    ).toMatchObject([{ containerPort: 82 }]);
  });

  test('caddy', () => {
    const labels = {
      caddy: 'https://a.example, b.example:443',
      'caddy.handle_path': '/api/*',
      'caddy.handle_path.0_reverse_proxy': '{{upstreams http 8000}}',
      'caddy.reverse_proxy': '{{upstreams}}',
      caddy_1: 'c.example',
      'caddy_1.reverse_proxy': '/x/* {{upstreams 9000}}',
    };
    expect(routes({ labels }).routes).toEqual([
      { containerPort: 8000, hosts: ['a.example', 'b.example'], paths: ['/api', '/api/*'] },
      { containerPort: 80, hosts: ['a.example', 'b.example'], paths: [] },
      { containerPort: 9000, hosts: ['c.example'], paths: ['/x', '/x/*'] },
    ]);
  });

  test('x-ecs.routes', () => {
    const { deployment } = planned({
      web: { 'x-ecs': { routes: [{ hosts: ['a.example'], paths: ['/*'], port: 7000 }] } },
    });
    expect(deployment.routes).toEqual([
      {
        service: 'demo',
        container: 'web',
        containerPort: 7000,
        hosts: ['a.example'],
        paths: ['/*'],
        source: 'x-ecs.routes',
      },
    ]);
  });

  test('x-ecs.routes without a condition, and without a port among several', () => {
    expect(routes({ expose: ['80', '81'], 'x-ecs': { routes: [{ port: 80 }, { hosts: ['a.example'] }] } })).toEqual({
      routes: [],
      said: [
        'warning routes/no-condition services.web.x-ecs.routes.0',
        'warning routes/port-unknown services.web.x-ecs.routes.1',
      ],
    });
  });
});

describe('Traefik rules', () => {
  test('what a route cannot say is named', () => {
    expect(parseRule('Host(`a`) && Method(`GET`)')).toEqual([{ hosts: ['a'], paths: [], lost: ['Method'] }]);
    expect(parseRule('HostRegexp(`{x:.+}`)')).toEqual([{ hosts: [], paths: [], lost: ['HostRegexp'] }]);
    expect(parseRule('!Host(`a`)')).toEqual([{ hosts: [], paths: [], lost: ['a negation'] }]);
  });

  test('a host with a path and the same host without are two routes', () => {
    expect(parseRule('Host(`a`) && Path(`/x`) || Host(`a`)')).toHaveLength(2);
  });

  test('a rule that multiplies out is bounded', () => {
    const rule = Array.from({ length: 60 }, (_, at) => `(Host(\`a${at}\`) || Path(\`/b${at}\`))`).join(' && ');
    expect(parseRule(rule)).toEqual([{ hosts: [], paths: [], lost: ['the rule'] }]);
    expect(parseRule('('.repeat(10_000))).toHaveLength(1);
  });
});

describe('programs that live on the socket of Docker', () => {
  const volumes: Service['volumes'] = [
    { type: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock' },
  ];
  const said = (service: Service) => planned({ web: service }).said.filter((text) => text.includes('image/'));

  test.each([
    'jwilder/nginx-proxy:alpine',
    'docker.io/nginxproxy/acme-companion',
    'containrrr/watchtower@sha256:0',
    'localhost:5000/portainer/portainer-ce',
  ])('%s', (image) => {
    expect(said({ image })).toEqual(['warning image/watches-docker services.web.image']);
  });

  test('traefik only where it has the socket; others never', () => {
    expect(said({ image: 'traefik:v3', volumes })).toHaveLength(1);
    expect(said({ image: 'traefik:v3' })).toEqual([]);
    expect(said({ image: 'acme/app', volumes })).toEqual([]);
  });
});
