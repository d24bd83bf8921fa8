import { expect, test } from 'vitest';
import { redact } from '../../src/compose/redact.ts';
import { Source } from '../../src/source/source.ts';

/** The message after a variable of that value was taken out, at a place that names it. */
function told(value: string, message: string): string | undefined {
  const source = new Source('compose.yaml', 'image: ${SECRET}');
  const place = { source, start: 0, end: source.text.length };
  const finding = { code: 'a/b', severity: 'error', message, why: '', fix: '', path: [], place } as const;
  return redact([finding], [source], [new Map([['SECRET', { value }]])])[0]?.message;
}

test.each([
  ['a long value, wherever it stands', 'hunter2', 'xhunter2y is not hunter2.', 'x…y is not ….'],
  ['a short one as well', 'abc', 'xabcy is not "abc".', 'x…y is not "…".'],
  ['a letter by itself, and no letter of a word', 'a', 'a name: "a", a=a, Na', '… name: "…", …=…, Na'],
  ['a number by itself', '80', '8080:80/tcp, "x80"', '8080:…/tcp, "x80"'],
  ['a sign', '/', 'a/b', 'a…b'],
  ['one that overlaps itself', '::', ':::', '…:'],
])('hides %s', (_, value, message, expected) => {
  expect(told(value, message)).toBe(expected);
});
