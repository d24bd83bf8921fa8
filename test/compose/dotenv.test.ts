import { describe, expect, test } from 'vitest';
import { parseDotenv, parseRaw } from '../../src/compose/dotenv.ts';
import { collector } from '../../src/diagnostics/declare.ts';
import { Source } from '../../src/source/source.ts';

const outer: Readonly<Record<string, string>> = { HOME: '/home/me', EMPTY: '' };

function read(parse: typeof parseDotenv, text: string) {
  const { report, findings } = collector();
  const found = parse(new Source('.env', text), (name) => outer[name], report);
  const values = Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
  return { found, values, codes: findings.map(({ code }) => code) };
}

type Rows = readonly (readonly [string, string, Readonly<Record<string, string>>])[];

describe('an environment file', () => {
  const rows: Rows = [
    ['plain', 'A=1\nB=two words\n', { A: '1', B: 'two words' }],
    ['a colon', 'A: 1\n', { A: '1' }],
    ['export', 'export A=1\n', { A: '1' }],
    ['comments', '# one\nA=1 # two\nB=1#2\n', { A: '1', B: '1#2' }],
    ['no value', 'A=\n', { A: '' }],
    ['single quotes', "A='$HOME # \\n'\n", { A: '$HOME # \\n' }],
    ['double quotes', 'A="x\\ty # z"\n', { A: 'x\ty # z' }],
    ['several lines', 'A="x\ny"\nB=1\n', { A: 'x\ny', B: '1' }],
    ['variables from outside', 'A=$HOME/x\n', { A: '/home/me/x' }],
    ['variables of its own', 'A=1\nB=$' + '{A}2\n', { A: '1', B: '12' }],
    ['a default', 'A=$' + '{NONE:-3}\n', { A: '3' }],
    ['an escaped dollar', 'A="\\$HOME"\n', { A: '$HOME' }],
    ['Windows line ends', 'A=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['a byte order mark', '\uFEFFA=1\n', { A: '1' }],
    ['a bare name', 'HOME\nA=1\n', { HOME: '/home/me', A: '1' }],
    ['a bare name at the end', 'A=1\nHOME', { A: '1', HOME: '/home/me' }],
    ['a bare name that is not set', 'NONE\nA=1', { A: '1' }],
    ['nothing', '', {}],
  ];
  test.each(rows)('%s', (_, text, expected) => {
    const { values, codes } = read(parseDotenv, text);
    expect(codes).toEqual([]);
    expect(values).toEqual(expected);
  });

  test.each([
    ['a space in a name', 'A=1\nB C=2\n', 'env_file/syntax'],
    ['an open quote', 'A=1\nB="x\n', 'env_file/syntax'],
    ['another character', 'A=1\nB$=2\n', 'env_file/syntax'],
    ['a variable that must be set', 'A=1\nB=$' + '{NONE?}\n', 'variable/required'],
  ])('%s ends it', (_, text, code) => {
    const { values, codes } = read(parseDotenv, text);
    expect(codes).toEqual([code]);
    expect(values).toEqual({ A: '1' });
  });

  test('knows the place of each variable', () => {
    const place = read(parseDotenv, 'A=1\nB="2"\n').found.get('B')?.place;
    expect(place?.source.text.slice(place.start, place.end)).toBe('B="2"');
  });
});

describe('format: raw', () => {
  const rows: Rows = [
    ['quotes stay', 'A="1"\n', { A: '"1"' }],
    ['dollars and comments in values stay', 'A=$HOME # x\n', { A: '$HOME # x' }],
    ['comments of their own line go', '# one\n  # two\nA=1\n', { A: '1' }],
    ['the spaces of a value stay', 'A= 1 \n', { A: ' 1 ' }],
    ['Windows line ends go', 'A=1\r\n', { A: '1' }],
    ['a bare name', 'HOME\nA=1\n', { HOME: '/home/me', A: '1' }],
    ['a bare name at the end', 'A=1\nHOME', { A: '1', HOME: '/home/me' }],
    ['a bare name that is not set', 'NONE', {}],
    ['a bare name that is set to nothing', 'EMPTY', { EMPTY: '' }],
  ];
  test.each(rows)('%s', (_, text, expected) => {
    const { values, codes } = read(parseRaw, text);
    expect(codes).toEqual([]);
    expect(values).toEqual(expected);
  });

  test.each([['=1'], ['A B=1']])('%j is no line', (text) => {
    expect(read(parseRaw, text)).toMatchObject({ values: {}, codes: ['env_file/syntax'] });
  });
});
