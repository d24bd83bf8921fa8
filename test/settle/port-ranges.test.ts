import { describe, expect, test } from 'vitest';
import type { PortMapping } from '../../src/ecs/model.ts';
import { cutAt, overlap, united } from '../../src/ecs/settle/intervals.ts';
import { asRanges } from '../../src/ecs/settle/port-ranges.ts';
import fc from '../seeded.ts';

const interval = (from: number, to = from) => ({ from, to });

describe('intervals', () => {
  test.each([
    [[], []],
    [[interval(3), interval(1), interval(2)], [interval(1, 3)]],
    [
      [interval(5, 9), interval(1, 6), interval(20, 21), interval(7)],
      [interval(1, 9), interval(20, 21)],
    ],
    [
      [interval(1, 2), interval(4)],
      [interval(1, 2), interval(4)],
    ],
  ])('united: %j', (given, made) => {
    expect(united(given)).toEqual(made);
  });

  test.each([
    [[interval(1, 9)], [interval(3, 4), interval(8, 20)], [interval(3, 4), interval(8, 9)]],
    [[interval(1, 2), interval(5, 6)], [interval(3, 4)], []],
    [[interval(1, 3), interval(5, 9)], [interval(2, 7)], [interval(2, 3), interval(5, 7)]],
  ])('overlap: %j and %j', (some, others, both) => {
    expect(overlap(some, others)).toEqual(both);
    expect(overlap(others, some)).toEqual(both);
  });

  test.each([
    [[interval(1, 9)], [0, 1, 5, 9, 10], [interval(1), interval(2, 4), interval(5), interval(6, 8), interval(9)]],
    [
      [interval(1, 2), interval(4, 6)],
      [3, 5],
      [interval(1, 2), interval(4), interval(5), interval(6)],
    ],
    [[interval(1, 2)], [], [interval(1, 2)]],
  ])('cut: %j at %j', (given, numbers, made) => {
    expect(cutAt(given, numbers)).toEqual(made);
  });
});

describe('port ranges', () => {
  test('go around what is used, named, or of the other protocol', () => {
    const mappings: PortMapping[] = [
      { containerPortRange: '2000-2200' },
      { containerPort: 2010, name: 'named' },
      { containerPort: 2020, protocol: 'udp' },
      { containerPort: 80 },
      { containerPort: 81 },
    ];
    expect(asRanges(mappings, [2030], 'awsvpc')).toEqual([
      { containerPortRange: '80-81' },
      { containerPortRange: '2000-2009' },
      { containerPort: 2010, name: 'named' },
      { containerPortRange: '2011-2019' },
      { containerPort: 2020 },
      { containerPort: 2020, protocol: 'udp' },
      { containerPortRange: '2021-2029' },
      { containerPort: 2030 },
      { containerPortRange: '2031-2200' },
    ]);
  });

  test('have each port as often as it was mapped, and none in two of them', () => {
    const port = fc.integer({ min: 1, max: 300 });
    const protocol = fc.constantFrom({}, { protocol: 'udp' });
    const mapping = fc.oneof(
      fc.tuple(port, protocol).map(([containerPort, rest]): PortMapping => ({ containerPort, ...rest })),
      fc.tuple(port, protocol).map(([at, rest]): PortMapping => ({ containerPortRange: `${at}-${at + 40}`, ...rest })),
    );
    const ports = ({ containerPort, containerPortRange, protocol: of = 'tcp' }: PortMapping): string[] => {
      const [from = 0, to = from] = containerPortRange?.split('-').map(Number) ?? [containerPort ?? 0];
      return Array.from({ length: to - from + 1 }, (_, at) => `${from + at}/${of}`);
    };
    fc.assert(
      fc.property(fc.array(mapping, { maxLength: 30 }), fc.array(port, { maxLength: 5 }), (mappings, used) => {
        const made = asRanges(mappings, used, 'awsvpc');
        const all = made.flatMap(ports);
        expect([...all].sort()).toEqual([...new Set(mappings.flatMap(ports))].sort());
        const ranged = made.filter(({ containerPortRange }) => containerPortRange !== undefined).flatMap(ports);
        expect(ranged.filter((each) => used.includes(Number.parseInt(each, 10)))).toEqual([]);
      }),
    );
  });
});
