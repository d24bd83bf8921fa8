import { expect, test } from 'vitest';
import { at, settled } from './fixture.ts';

const limit = (mib: number) => ({ memoryLimit: at(mib, 'web', 'mem_limit') });
const reservation = (mib: number) => ({ memoryReservation: at(mib, 'web', 'mem_reservation') });

test.each([
  ['nothing written', {}, {}, { memoryReservation: 128 }, ['memory/defaulted']],
  ['a standard of their own', {}, { defaultMemoryReservation: 64 }, { memoryReservation: 64 }, []],
  ['a hard standard', {}, { defaultMemory: 256 }, { memory: 256 }, []],
  [
    'a hard standard beside a reservation',
    reservation(100),
    { defaultMemory: 256 },
    { memory: 256, memoryReservation: 100 },
    [],
  ],
  [
    'a hard standard below a reservation',
    reservation(300),
    { defaultMemory: 256 },
    { memory: 300 },
    ['memory/default-limit-raised'],
  ],
  ['a limit', limit(500), {}, { memory: 500 }, []],
  ['a reservation', reservation(200), {}, { memoryReservation: 200 }, []],
  ['both', { ...limit(500), ...reservation(200) }, {}, { memory: 500, memoryReservation: 200 }, []],
  ['equal', { ...limit(200), ...reservation(200) }, {}, { memory: 200 }, []],
  ['below the floor', limit(4), {}, { memory: 6 }, ['memory/raised-to-floor']],
  [
    'reservation above limit',
    { ...limit(100), ...reservation(200) },
    {},
    { memory: 100 },
    ['memory/reservation-above-limit'],
  ],
])('%s', (_, needs, options, expected, codes) => {
  const result = settled({ tasks: [{ containers: { web: { needs } } }], options });
  const { memory, memoryReservation } = result.app.taskDefinitions[0]?.containerDefinitions[0] ?? {};
  expect({ memory, memoryReservation }).toEqual({ memory: undefined, memoryReservation: undefined, ...expected });
  expect(result.codes.filter((code) => code.startsWith('memory/'))).toEqual(codes);
});

test('one message per task, at the first service in file order', () => {
  const { findings } = settled({
    tasks: [{ containers: { db: {}, web: {} } }],
    services: { web: {}, db: {} },
  });
  const found = findings.filter(({ code }) => code === 'memory/defaulted');
  expect(found).toHaveLength(1);
  expect(found[0]?.path).toEqual(['services', 'web']);
  expect(found[0]?.also?.map(({ path }) => path)).toEqual([['services', 'db']]);
});

test('what a raw part will say is not decided here', () => {
  const said = (extension: object) =>
    settled({ tasks: [{ containers: { web: {} } }], services: { web: { 'x-ecs': extension } } });
  const raw = said({ containerDefinition: { memory: 512 } });
  expect(raw.app.taskDefinitions[0]?.containerDefinitions[0]).toMatchObject({ memory: 512 });
  expect(raw.app.taskDefinitions[0]?.containerDefinitions[0]?.memoryReservation).toBeUndefined();
  expect(raw.codes).not.toContain('memory/defaulted');
  expect(said({ taskDefinition: { memory: '512' } }).codes).not.toContain('memory/defaulted');
});
