import { expect, test } from 'vitest';
import { UniqueNames } from '../src/source/unique-names.ts';

test('names that are taken get numbers', () => {
  const names = new UniqueNames();
  const taken = ['a', 'a', 'a-3', 'a', 'a', 'b'].map((name) => names.take(name));
  expect(taken).toEqual(['a', 'a-2', 'a-3', 'a-4', 'a-5', 'b']);
});

test('names that count as one are numbered too, before their ending', () => {
  const names = new UniqueNames((name) => name.toLowerCase());
  const taken = ['a', 'A', 'a'].map((name) => names.take(name, '.json'));
  expect(taken).toEqual(['a.json', 'A-2.json', 'a-3.json']);
});
