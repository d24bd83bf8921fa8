import { describe, expect, it } from 'vitest';
import { isDate } from '../../src/compose/dates.ts';
import { limits } from '../../src/compose/limits.ts';
import { plain } from '../../src/compose/plain.ts';
import { parseYaml } from '../../src/compose/yaml.ts';
import { collector } from '../../src/diagnostics/declare.ts';
import { isFloat, nearest } from '../../src/source/node.ts';
import { Source } from '../../src/source/source.ts';

function read(text: string, options = {}) {
  const { report, findings } = collector();
  const nodes = parseYaml(new Source('f.yaml', text), report, options);
  return { nodes, findings, value: nodes?.[0] && plain(nodes[0]), codes: findings.map((finding) => finding.code) };
}

const lines = (findings: ReturnType<typeof read>['findings']) =>
  findings.map(({ place }) => place?.source.position(place.start).line);

describe('parseYaml', () => {
  it.each<[string, unknown]>([
    ['yes', 'yes'],
    ['on', 'on'],
    ['True', true],
    ['~', null],
    ['', null],
    ['0123', 83],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b11', 3],
    ['-0x10', -16],
    ['1_000', 1000],
    ['1e3', 1000],
    ['089', 89],
    ['1.10', 1.1],
    ['.5', 0.5],
    ['.inf', Number.POSITIVE_INFINITY],
    ['22:22', '22:22'],
    ['1.2.3', '1.2.3'],
    ['9007199254740993', 9007199254740993n],
    ['1234567890123456789012345', 1.2345678901234568e24],
    ['"12"', '12'],
    ["'it''s'", "it's"],
    ['!!str 12', '12'],
    ['!!int 12', 12],
    ['!!float 12', 12],
    ['!!binary aGk=', 'hi'],
    ['!other 12', '12'],
    ['! 12', 12],
    ['!<tag:yaml.org,2002:int> "12"', 12],
    ['1_0.5', 10.5],
    ['._5', '._5'],
    ['7e12345', '7e12345'],
    ['-1e400', '-1e400'],
    ['9'.repeat(400), '9'.repeat(400)],
    ['1e-400', 0],
    ['|\n  a\n  b\n', 'a\nb\n'],
    ['>-\n  a\n  b\n', 'a b'],
  ])('%j', (text, expected) => {
    const { value, findings } = read(`k: ${text}`);
    expect(findings).toEqual([]);
    expect(value).toEqual({ k: expected });
  });

  it.each<[string, unknown]>([
    ['k: [\n  a,\n  b\n]', { k: ['a', 'b'] }],
    ['k: [\n  a\n  ,b c\nd\n]\nl: 1', { k: ['a', 'b c d'], l: 1 }],
    ['k:\n  l: {\n  a: 1,\n}\n  m: 2', { k: { l: { a: 1 }, m: 2 } }],
    ['- [\n  a\n]\n- b', [['a'], 'b']],
    ['k: [ {\na: b\n} ]', { k: [{ a: 'b' }] }],
    ['k: "a\nb"\nl: 1', { k: 'a b', l: 1 }],
    ["k:\n  l: 'a\n  b'\n  m: 1", { k: { l: 'a b', m: 1 } }],
    ['k:\t[a,\t{b: c}]', { k: ['a', { b: 'c' }] }],
    ['k: [a\n# said\n, b]', { k: ['a', 'b'] }],
  ])('takes lists, mappings and quoted texts that are indented as their key is: %j', (text, expected) => {
    const { value, findings } = read(text);
    expect(findings).toEqual([]);
    expect(value).toEqual(expected);
  });

  it.each(['k: [\n  a\nl: 1', 'k: [\n---\na]', 'k: "a\n---\nb"', 'k: {a: 1\n', 'k:\n  - a\n - b'])(
    'still refuses what is not closed, or hangs between: %j',
    (text) => {
      expect(read(text).codes).toContain('yaml/syntax');
    },
  );

  it.each([
    '2020-01-01',
    '2020-1-1',
    '2024-02-29',
    '2020-01-01T10:00:00Z',
    '2020-01-01t1:2:3.5+01:00',
    '2020-01-01 10:00:00',
    '2020-01-01 10:00:00,25',
  ])('a date: %s', (text) => {
    const [node] = read(text).nodes ?? [];
    expect(node?.kind === 'scalar' && isDate(node)).toBe(true);
  });

  it.each([
    '2020-01-01T10:00:00',
    '2020-01-01 10:00:00Z',
    '2020-01-01 10:00:00 +0000',
    '2020-01-01T10:00:00+0100',
    '2020-01-01T24:00:00Z',
    '2020-01-01T10:60:00Z',
    '2020-13-01',
    '2020-00-10',
    '2023-02-29',
    '2020-04-31',
    '20200-01-01',
    '2020-01-01-1',
  ])('no date: %s', (text) => {
    const [node] = read(text).nodes ?? [];
    expect(node?.kind === 'scalar' && isDate(node)).toBe(false);
    expect(read(text).value).toBe(text);
  });

  it('a key may have an anchor, and say that it merges', () => {
    expect(read('&a k: 1\nl: *a').value).toEqual({ k: 1, l: 'k' });
    expect(read('l: &l {&a k: 1}\nm: {&a k: 2}\nn: {!!merge <<: *l, o: *a}').value).toEqual({
      l: { k: 1 },
      m: { k: 2 },
      n: { k: 1, o: 'k' },
    });
    expect(read('&a 12: 1').codes).toEqual(['yaml/key-not-text']);
  });

  it('marks floats, so that 1.0 is not 1', () => {
    const [node] = read('[1.0, 1, 1e3]').nodes ?? [];
    expect(node?.kind === 'list' && node.items.map((item) => item.kind === 'scalar' && isFloat(item))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('lets own keys win over merge keys, and the first source over the others', () => {
    const { value } = read('a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc:\n  y: own\n  <<: [*a, *b]\n');
    expect((value as { c: unknown }).c).toEqual({ y: 'own', x: 1, z: 2 });
  });

  it('takes << in quotes as a key', () => {
    const { value, codes } = read('"<<": a\n\'<<\': b\nc: {"<<": {x: 1}}\n');
    expect(codes).toEqual(['yaml/duplicate-key']);
    expect(value).toEqual({ '<<': 'b', c: { '<<': { x: 1 } } });
  });

  it('keeps the place of an anchored value and names the alias', () => {
    const [node] = read('a: &v one\nb: *v\n').nodes ?? [];
    const found = node && nearest(node, ['b']).node;
    expect(found?.start).toBe(6);
    expect(found?.marks?.trail?.map((trace) => [trace.role, trace.start])).toEqual([['alias', 13]]);
  });

  it('takes keys of JavaScript as ordinary keys', () => {
    const { nodes } = read('__proto__: 1\nconstructor: 2\ntoString: 3\n');
    const [node] = nodes ?? [];
    expect(node?.kind === 'map' && [...node.entries.keys()]).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.keys(plain(node ?? expect.fail()) as object)).toEqual(['__proto__', 'constructor', 'toString']);
  });

  it('names both places of a duplicate key', () => {
    const { findings } = read('a: 1\nb: 2\na: 3\n');
    expect(findings.map((finding) => [finding.code, lines([finding]), finding.related?.length])).toEqual([
      ['yaml/duplicate-key', [3], 1],
    ]);
  });

  it.each([
    ['a: *nope', 'yaml/unknown-alias'],
    ['a: &a\n  b: *a', 'yaml/alias-cycle'],
    ['7: x', 'yaml/key-not-text'],
    ['true: x', 'yaml/key-not-text'],
    ['2020-01-01: x', 'yaml/key-not-text'],
    ['? [a]\n: x', 'yaml/key-not-text'],
    ['a: !!int x', 'yaml/tag'],
    ['<<: 3', 'yaml/merge-key'],
    ['a: [1', 'yaml/syntax'],
    ['a:\n\tb: 1', 'yaml/syntax'],
    ['"', 'yaml/syntax'],
  ])('%j is refused', (text, code) => {
    expect(read(text).codes).toContain(code);
  });

  it('refuses deep nesting and alias bombs in bounded time', () => {
    expect(read('['.repeat(20_000)).codes).toEqual(['yaml/too-deep']);
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let i = 1; i < 30; i++)
      bomb.push(`${'a'.repeat(i + 1)}: &${'a'.repeat(i + 1)} [${`*${'a'.repeat(i)},`.repeat(9)}]`);
    expect(read(bomb.join('\n')).codes).toEqual(['yaml/alias-expansion']);
    expect(limits.aliasNodes).toBeLessThan(10_000_000);
  });

  it('reads every document, with BOM and CRLF', () => {
    const { nodes } = read('\uFEFFa: 1\r\nb: x\r\n---\r\nc: 2\r\n');
    expect(nodes?.map((node) => plain(node))).toEqual([{ a: 1, b: 'x' }, { c: 2 }]);
    expect(read('').nodes).toEqual([]);
  });

  it('lists what an explainer finds in a broken text', () => {
    const explain = () => [
      { reason: 'one', offset: 0 },
      { reason: 'two', offset: 6 },
    ];
    const { findings } = read('a: [1\nb: ]2\n', { explain });
    expect(lines(findings)).toEqual([1, 2]);
  });
});
