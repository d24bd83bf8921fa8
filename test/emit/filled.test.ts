import { expect, test } from 'vitest';
import { filled, normalForm } from '../../src/emit/normal-form.ts';
import fc from '../seeded.ts';

test.each([
  [null, undefined],
  [[], undefined],
  [{}, undefined],
  [{ a: [], b: { c: {} } }, undefined],
  ['', ''],
  [0, 0],
  [
    { a: [null, {}, 1], b: '', c: undefined },
    { a: [1], b: '' },
  ],
])('%j without what is empty', (value, expected) => {
  expect(filled(value)).toStrictEqual(expected);
});

test('what has nothing empty is not copied', () => {
  const value = { a: [{ b: 1 }], c: false };
  expect(filled(value)).toBe(value);
});

test('says the same as the normal form of anything', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.stringify(filled(value))).toBe(JSON.stringify(normalForm(value, 'any')));
    }),
  );
});
