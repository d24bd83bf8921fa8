import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { clean } from '../../src/compose/path.ts';
import fc from '../seeded.ts';

test('a path is made as Node makes it, without a slash at its end', () => {
  const part = fc.constantFrom('', '.', '..', '...', 'a', '.b', 'c.');
  const path = fc.tuple(fc.array(part, { minLength: 1 }), fc.boolean());
  fc.assert(
    fc.property(path, ([parts, rooted]) => {
      const text = `${rooted ? '/' : ''}${parts.join('/')}`;
      fc.pre(text !== '');
      expect(clean(text)).toBe(posix.normalize(text).replace(/(?<=.)\/$/, ''));
    }),
    { numRuns: 2000 },
  );
});

// Each step once looked the whole path over.
test('a path of many steps up takes one pass', { timeout: 20_000 }, () => {
  expect(clean('../'.repeat(1_000_000))).toHaveLength(2_999_999);
  expect(clean(`/${'a/../'.repeat(1_000_000)}b`)).toBe('/b');
});
