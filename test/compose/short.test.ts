import { describe, expect, it } from 'vitest';
import { composeEngines } from '../../src/compose/engines.ts';
import { isIp } from '../../src/compose/short/ip.ts';
import { ignore, run, tree, written } from './tree.ts';

const service = (body: string) => `services:\n  s: {${body}}`;
const canonical = (body: string) =>
  run((report) => composeEngines().canonical(tree(service(body)), report)) as {
    value: { services: { s: Record<string, unknown> } };
    codes: string[];
  };
const long = (key: string, body: string) => canonical(`${key}: ${body}`).value.services.s[key];

describe('ports', () => {
  const ports = (spec: string) =>
    (long('ports', `[${JSON.stringify(spec)}]`) as Record<string, unknown>[]).map((port) => ({
      ...port,
      mode: undefined,
    }));
  const port = (values: object) => ({ mode: undefined, protocol: 'tcp', ...values });

  it.each([
    ['80', [port({ target: 80 })]],
    ['8080:80/UDP', [port({ published: '8080', target: 80, protocol: 'udp' })]],
    ['127.0.0.1::80', [port({ host_ip: '127.0.0.1', target: 80 })]],
    ['::1:81:80', [port({ host_ip: '::1', published: '81', target: 80 })]],
    ['[::1]:81:80', [port({ host_ip: '::1', published: '81', target: 80 })]],
    ['8000-8001:80', [port({ published: '8000-8001', target: 80 })]],
    ['0080:0081', [port({ published: '80', target: 81 })]],
    ['9999-10000', [port({ target: 10000 }), port({ target: 9999 })]],
  ])('%s', (spec, expected) => expect(ports(spec)).toEqual(expected));

  it.each([
    'http:80',
    '300.1.1.1:80:80',
    '8080:',
    '80:80/quic',
    '9-5',
    '1-3:5-6',
    '70000',
    'localhost:1:2',
    '127.0.0.1:80',
  ])('%s is refused', (spec) => {
    const { value, codes } = canonical(`ports: [${JSON.stringify(spec)}, "1"]`);
    expect(codes).toEqual(['ports/invalid']);
    expect(value.services.s.ports).toHaveLength(1);
  });

  it('point into the text', () => {
    const made = composeEngines().canonical(tree(service('ports: ["127.0.0.1:8080:80/udp", 127.0.0.2:81:80]')), ignore);
    const at = (index: number, key: string) => written(made, ['services', 's', 'ports', index, key]);
    expect([at(0, 'host_ip'), at(0, 'published'), at(0, 'target'), at(0, 'protocol')]).toEqual([
      '127.0.0.1',
      '8080',
      '80',
      'udp',
    ]);
    expect([at(1, 'host_ip'), at(1, 'published'), at(1, 'target')]).toEqual(['127.0.0.2', '81', '80']);
  });
});

describe('volumes', () => {
  const mount = (spec: string) => (long('volumes', `[${JSON.stringify(spec)}]`) as unknown[])[0];
  const bind = { create_host_path: true };

  it.each([
    ['data:/x:ro', { type: 'volume', source: 'data', target: '/x', read_only: true, volume: {} }],
    ['./a:/x:rw', { type: 'bind', source: './a', target: '/x', bind }],
    [
      './a:/x:ro,rslave,z',
      {
        type: 'bind',
        source: './a',
        target: '/x',
        read_only: true,
        bind: { ...bind, propagation: 'rslave', selinux: 'z' },
      },
    ],
    ['data:/x:nocopy', { type: 'volume', source: 'data', target: '/x', volume: { nocopy: true } }],
    ['C:\\a:/x', { type: 'bind', source: 'C:\\a', target: '/x', bind }],
    ['g:/x', { type: 'volume', target: 'g:/x', volume: {} }],
    ['/x', { type: 'volume', target: '/x' }],
    ['data:/x//y/../z/', { type: 'volume', source: 'data', target: '/x/z', volume: {} }],
  ])('%s', (spec, expected) => expect(mount(spec)).toEqual(expected));

  it.each(['data::/b', './a:/b:ro:c', ''])('%j is refused', (spec) =>
    expect(canonical(`volumes: [${JSON.stringify(spec)}]`).codes).toEqual(['volumes/invalid']),
  );

  it('tell of options that mean nothing', () => {
    expect(canonical('volumes: ["data:/x:cached,weird"]').codes).toEqual(['volumes/option-unknown']);
  });
});

describe('other short forms', () => {
  it.each([
    ['build', './x', { context: './x' }],
    ['build', '{ssh: [default, k=./id]}', { ssh: { default: null, k: './id' } }],
    ['depends_on', '[a]', { a: { condition: 'service_started', required: true } }],
    ['depends_on', '{a: {condition: service_healthy}}', { a: { condition: 'service_healthy', required: true } }],
    ['networks', '[a, b]', { a: null, b: null }],
    ['secrets', '[a]', [{ source: 'a' }]],
    [
      'devices',
      '["/a:/b:r", /c]',
      [
        { source: '/a', target: '/b', permissions: 'r' },
        { source: '/c', target: '/c', permissions: 'rwm' },
      ],
    ],
    ['env_file', 'a.env', [{ path: 'a.env' }]],
    ['env_file', '[{path: a, required: false}]', [{ path: 'a', required: false }]],
    ['gpus', 'all', [{ count: 'all' }]],
    ['dns', '1.1.1.1', ['1.1.1.1']],
    ['dns', '["", 1.1.1.1, null]', ['1.1.1.1']],
    ['dns', '""', []],
    ['extends', 'base', { service: 'base' }],
    [
      'develop',
      '{watch: [{path: [a, b], action: sync}]}',
      {
        watch: [
          { path: 'a', action: 'sync' },
          { path: 'b', action: 'sync' },
        ],
      },
    ],
  ])('%s: %s', (key, body, expected) => expect(long(key, body)).toEqual(expected));

  it('refuse what they cannot read', () => {
    expect(canonical('devices: ["a:b:c:d"]').codes).toEqual(['devices/invalid']);
    expect(canonical('build: {additional_contexts: [x]}').codes).toEqual(['build/additional-context-invalid']);
    expect(canonical('build: {ssh: [k]}').codes).toEqual(['build/ssh-invalid']);
  });

  it('take the name of an external resource', () => {
    const made = run((report) => composeEngines().canonical(tree('networks: {a: {external: {name: x}}}'), report));
    expect(made.value).toEqual({ networks: { a: { external: true, name: 'x' } } });
    const two = run((report) =>
      composeEngines().canonical(tree('networks: {a: {name: y, external: {name: x}}}'), report),
    );
    expect(two.codes).toEqual(['external/name-conflict']);
  });
});

describe('addresses', () => {
  it.each(['1.2.3.4', '::', '::1', '2001:db8::9', '1:2:3:4:5:6:7:8', '::ffff:1.2.3.4'])('%s', (ip) =>
    expect(isIp(ip)).toBe(true),
  );
  it.each(['1.2.3', '256.1.1.1', '01.2.3.4', '1::2::3', ':::', '12345::', '1:2:3', 'localhost', '1.2.3.4.'])(
    'not %s',
    (ip) => expect(isIp(ip)).toBe(false),
  );
});
