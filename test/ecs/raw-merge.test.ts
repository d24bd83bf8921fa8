import { describe, expect, test } from 'vitest';
import { mergeRaw, typed } from '../../src/ecs/settle/raw-merge.ts';

describe('raw parts', () => {
  test('merge objects deep and leave both sides alone', () => {
    const base = { linuxParameters: { initProcessEnabled: true, tmpfs: [] }, image: 'a' };
    expect(mergeRaw(base, { linuxParameters: { maxSwap: 1 } })).toEqual({
      linuxParameters: { initProcessEnabled: true, tmpfs: [], maxSwap: 1 },
      image: 'a',
    });
    expect(base.linuxParameters).toEqual({ initProcessEnabled: true, tmpfs: [] });
  });

  test('merge named things by name and port mappings by container port', () => {
    expect(
      mergeRaw(
        {
          environment: [{ name: 'A', value: '1' }],
          portMappings: [{ containerPort: 80, hostPort: 80, name: 'web' }],
        },
        {
          environment: [
            { name: 'B', value: '2' },
            { name: 'A', value: '3' },
          ],
          portMappings: [{ containerPort: 80, appProtocol: 'http' }],
        },
      ),
    ).toEqual({
      environment: [
        { name: 'A', value: '3' },
        { name: 'B', value: '2' },
      ],
      portMappings: [{ containerPort: 80, hostPort: 80, name: 'web', appProtocol: 'http' }],
    });
  });

  test('tell ports of one number apart by the protocol, where one is written', () => {
    const portMappings = [{ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }];
    const over = [
      { containerPort: 53, protocol: 'udp', name: 'dns' },
      { containerPort: 53, hostPort: 5353 },
      { containerPort: 80, protocol: 'tcp' },
    ];
    expect(mergeRaw({ portMappings }, { portMappings: over })).toEqual({
      portMappings: [
        { containerPort: 53, hostPort: 5353 },
        { containerPort: 53, protocol: 'udp', name: 'dns' },
        { containerPort: 80, protocol: 'tcp' },
      ],
    });
  });

  test('replace other lists, and null removes', () => {
    expect(
      mergeRaw({ command: ['a', 'b'], links: ['x'], user: 'me' }, { command: ['c'], links: null, user: null }),
    ).toEqual({ command: ['c'] });
    expect(mergeRaw(undefined, { a: null, b: [{ c: null }] })).toEqual({ b: [{}] });
  });

  test('never reach a prototype', () => {
    mergeRaw({}, JSON.parse('{"__proto__": {"bad": 1}}'));
    expect(({} as { bad?: number }).bad).toBeUndefined();
  });
});

test('texts that interpolation made become what the API takes, and back', () => {
  expect(typed({ cpu: 256, memory: '512', enableFaultInjection: 'true' }, 'TaskDefinition')).toEqual({
    cpu: '256',
    memory: '512',
    enableFaultInjection: true,
  });
  expect(
    typed({ memory: '512', portMappings: [{ containerPort: '80' }], dockerLabels: { a: 1 } }, 'ContainerDefinition'),
  ).toEqual({ memory: 512, portMappings: [{ containerPort: 80 }], dockerLabels: { a: '1' } });
  expect(typed({ memory: 'much' }, 'ContainerDefinition')).toEqual({ memory: 'much' });
});
