import { describe, expect, it } from 'vitest';
import { substitute } from '../../src/compose/template.ts';
import fc from '../seeded.ts';

const env: Record<string, string> = { A: 'a', B: 'b', EMPTY: '', REF: '${A}' };
const look = (name: string): string | undefined => (Object.hasOwn(env, name) ? env[name] : undefined);

describe('substitute', () => {
  it.each([
    ['$A-$B', 'a-b'],
    ['${A}${B}', 'ab'],
    ['$$A', '$A'],
    ['$$$A', '$a'],
    ['5$', '5$'],
    ['a $ b $1 $}', 'a $ b $1 $}'],
    ['${NO:-x}', 'x'],
    ['${EMPTY:-x}', 'x'],
    ['${EMPTY-x}', ''],
    ['${NO-x}', 'x'],
    ['${A:+x}', 'x'],
    ['${EMPTY:+x}', ''],
    ['${EMPTY+x}', 'x'],
    ['${NO+x}', ''],
    ['${A:?no}', 'a'],
    ['${EMPTY?no}', ''],
    ['${NO:-${ALSO:-${B}}}/t', 'b/t'],
    ['${NO:-{"k":"v"}}', '{"k":"v"}'],
    ['${NO:-really? a-b+c}', 'really? a-b+c'],
    ['${NO:-$$A}', '$A'],
    ['$REF', '${A}'],
    ['${A:-${1}}', 'a'],
    ['$NO.', '.'],
    ['$Über', '$Über'],
  ])('%s', (text, expected) => {
    expect(substitute(text, look)).toEqual({ text: expected });
  });

  it.each([
    ['${', 0],
    ['x${1}', 1],
    ['${}', 0],
    ['${A', 0],
    ['${A:text}', 0],
    ['${A!x}', 0],
    ['${NO:-first\nsecond}', 0],
    ['${NO:-${}}', 6],
  ])('%j is no reference', (text, offset) => {
    expect(substitute(text, look).fault).toEqual({ kind: 'invalid', offset });
  });

  it('says which variable is required, with its message filled in', () => {
    expect(substitute('x ${NO:?set it for $A}', look).fault).toEqual({
      kind: 'required',
      offset: 2,
      name: 'NO',
      reason: 'set it for a',
    });
  });

  it('tells the place of a variable without a value, nested ones too', () => {
    const missing: [string, number][] = [];
    substitute('a $NO ${ALSO:-${THIRD}}', look, { missing: (name, offset) => missing.push([name, offset]) });
    expect(missing).toEqual([
      ['NO', 2],
      ['THIRD', 14],
    ]);
  });

  it('is bounded', () => {
    const deep = '${A_:-'.repeat(5000) + '}'.repeat(5000);
    expect(substitute(deep, look).fault?.kind).toBe('too-deep');
    const long = substitute('$A'.repeat(100), look, {}, { depth: 5, references: 10_000, length: 50 });
    expect(long.fault?.kind).toBe('too-long');
    expect(substitute('${A:-'.repeat(100_000), look).fault?.kind).toBe('invalid');
    expect(substitute('$A'.repeat(10_000), look).fault).toBeUndefined();
    expect(substitute('$A'.repeat(10_001), look).fault).toEqual({ kind: 'too-many', offset: 20_000 });
  });

  it('leaves a text without a dollar alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replaceAll('$', '');
        expect(substitute(plain, look)).toEqual({ text: plain });
      }),
    );
  });

  it('reads back what was escaped', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(substitute(text.replaceAll('$', '$$$$'), look)).toEqual({ text });
      }),
    );
  });
});
