import { expect, it } from 'vitest';
import type { ProjectModel } from '../../src/compose/model.ts';
import { spelled } from '../../src/compose/print-spelling.ts';

const model = (service: object) => ({ name: 'p', services: { s: service } }) as ProjectModel;

it('spells limits and devices as the reference does', () => {
  const service = {
    ulimits: { core: {}, nproc: { soft: 0, hard: 5 }, nofile: 9 },
    build: { ulimits: { core: { soft: 0, hard: 0 } } },
    blkio_config: { weight: 3, weight_device: [{ path: '/a', weight: 4 }] },
  };
  expect(spelled(model(service), 'json').services.s).toEqual({
    ulimits: { core: {}, nproc: { hard: 5 }, nofile: 9 },
    build: { ulimits: { core: {} } },
    blkio_config: { weight: 3, weight_device: [{ Path: '/a', Weight: 4 }] },
  });
  expect(spelled(model(service), 'yaml').services.s).toEqual({
    ...service,
    ulimits: { core: { soft: 0, hard: 0 }, nproc: { soft: 0, hard: 5 }, nofile: 9 },
  });
});

it('writes a mapping with an empty name as the list that it came from', () => {
  const service = {
    annotations: { '': '', a: 'b' },
    environment: { '': null, A: 'b' },
    labels: { c: 'd' },
    deploy: { labels: { '\r': 'x' } },
  };
  expect(spelled(model(service), 'yaml').services.s).toEqual({
    annotations: ['=', 'a=b'],
    environment: ['', 'A=b'],
    labels: { c: 'd' },
    deploy: { labels: ['\r=x'] },
  });
});

it('leaves other projects as they are', () => {
  const plain = model({ image: 'x' });
  expect(spelled(plain, 'json')).toBe(plain);
});
