import { expect, test } from 'vitest';
import { encoded } from '../../src/cli/encoded.ts';
import fc from '../seeded.ts';

const bytesOf = (parts: readonly string[], room: number): readonly Uint8Array[] =>
  Array.from(encoded(parts, new Uint8Array(room)), (bytes) => bytes.slice());

test.each([
  [[], []],
  [[''], []],
  [['ab', '', 'cd', 'e'], ['abcde']],
  [
    ['abcdefgh', 'i'],
    ['abcdefgh', 'i'],
  ],
  [
    ['abcdef😀', 'g😀h'],
    ['abcdef', '😀g', '😀h'],
  ],
])('%j in rooms of eight bytes', (parts, expected) => {
  expect(bytesOf(parts, 8).map((bytes) => Buffer.from(bytes).toString())).toEqual(expected);
});

test('is the UTF-8 of the whole, whatever the parts and the room', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '…', '😀', '\ud83d'), maxLength: 40 });
  fc.assert(
    fc.property(fc.array(text), fc.integer({ min: 4, max: 20 }), (parts, room) => {
      const whole = Buffer.concat(parts.map((part) => Buffer.from(part)));
      expect(Buffer.concat(bytesOf(parts, room))).toEqual(whole);
    }),
  );
});
