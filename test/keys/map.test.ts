import { describe, expect, test } from 'vitest';
import { serviceKeys as schemaKeys } from '../../src/generated/compose-keys.ts';
import { keyDeclarations, serviceKeys } from '../../src/keys/index.ts';
import { mapped } from './harness.ts';

describe('the registry', () => {
  test('has one definition for each key of the schema', () => {
    expect(Object.keys(serviceKeys).sort()).toEqual([...schemaKeys]);
  });

  test('a code means one thing', () => {
    const codes = keyDeclarations().map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test('every declaration points to a page', () => {
    expect(
      keyDeclarations()
        .filter(({ see }) => !see?.startsWith('https://'))
        .map(({ code }) => code),
    ).toEqual([]);
  });
});

describe('mapping', () => {
  test('a key that ECS has nothing for is told, at its place', () => {
    expect(mapped({ oom_score_adj: -200, group_add: ['27'] }).said).toEqual([
      'oom_score_adj/dropped at oom_score_adj',
      'group_add/dropped at group_add',
    ]);
  });

  test('a harmless key is not', () => {
    expect(mapped({ attach: false, develop: { watch: [] } }).said).toEqual([]);
  });

  test('a key that no definition knows is told', () => {
    expect(mapped({ net: 'host' } as never).said).toEqual(['service/unknown-key at net']);
  });

  test('no text of a message holds a value of the environment', () => {
    const { findings } = mapped({ environment: { DB_PASSWORD: 'hunter2', TOKEN: null } });
    expect(findings.map(({ code }) => code)).toEqual(['environment/not-set', 'environment/plain-secret']);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});

describe('ports', () => {
  test('a published port is the host port on bridge, 0 when there is none', () => {
    const { web } = mapped({ ports: [{ target: 80, published: '8080' }, { target: 81 }] });
    expect(web.definition.portMappings).toEqual([
      { containerPort: 80, hostPort: 8080 },
      { containerPort: 81, hostPort: 0 },
    ]);
  });

  test('a loopback address drops the mapping', () => {
    const { web, said } = mapped({ ports: [{ target: 3306, published: '3306', host_ip: '127.0.0.1' }] });
    expect(web.definition.portMappings).toBeUndefined();
    expect(said).toEqual(['ports/loopback-dropped at ports.0']);
  });

  test('names are made legal and unique', () => {
    const { web } = mapped({
      ports: [
        { target: 80, name: 'HTTP.Main' },
        { target: 81, name: 'http-main', app_protocol: 'h2c' },
      ],
    });
    expect(web.definition.portMappings?.map(({ name, appProtocol }) => [name, appProtocol])).toEqual([
      ['http-main', undefined],
      ['web-http-main', 'http2'],
    ]);
  });
});
