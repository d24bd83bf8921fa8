import { expect, test } from 'vitest';
import { memoryHost } from '../../src/compose/host.ts';
import { load } from '../../src/compose/load.ts';

function read(service: string, files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const placed = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/p/${name}`, text]));
  const text = `services:\n  web:\n    image: nginx:1.28\n${service.replace(/^/gm, '    ')}\n`;
  const { value, diagnostics } = load({}, memoryHost({ ...placed, '/p/compose.yaml': text }, { cwd: '/p', env }));
  return { web: value?.model.services.web, codes: diagnostics.map(({ code }) => code) };
}

test.each<readonly [string, string, Readonly<Record<string, string>>, unknown]>([
  ['one file', 'env_file: a.env', { 'a.env': 'A=1\n' }, { A: '1' }],
  ['later files win', 'env_file: [a.env, b.env]', { 'a.env': 'A=1\nB=1', 'b.env': 'A=2' }, { A: '2', B: '1' }],
  ['environment wins', 'env_file: a.env\nenvironment: {A: "2"}', { 'a.env': 'A=1' }, { A: '2' }],
  ['a file that need not be', 'env_file: [{path: a.env, required: false}]', {}, undefined],
  ['raw', 'env_file: [{path: a.env, format: raw}]', { 'a.env': 'A="$B"' }, { A: '"$B"' }],
  ['a bare name on the last line', 'env_file: a.env', { 'a.env': 'A=1\nFROM' }, { A: '1', FROM: 'outside' }],
  [
    'raw, a bare name on the last line',
    'env_file: [{path: a.env, format: raw}]',
    { 'a.env': 'FROM' },
    { FROM: 'outside' },
  ],
  [
    'its variables come from outside first',
    'env_file: a.env',
    { 'a.env': 'FROM=x\nA=$FROM' },
    { A: 'outside', FROM: 'x' },
  ],
  [
    'its own names hide those of earlier files',
    'env_file: [a.env, b.env]',
    { 'a.env': 'E=1\nF=1', 'b.env': 'A=$E\nE=2\nB=$E$F\nE' },
    { A: '1', B: '21', E: '2', F: '1' },
  ],
  [
    'the service itself comes before files',
    'env_file: a.env\nenvironment: {E: "2"}',
    { 'a.env': 'E=1\nA=$E' },
    { A: '2', E: '2' },
  ],
])('%s', (_, service, files, expected) => {
  const { web, codes } = read(service, files, { FROM: 'outside' });
  expect(codes).toEqual([]);
  expect(web?.environment).toEqual(expected);
});

test.each([
  ['a file that is missing', 'env_file: none.env', 'env_file/unreadable'],
  ['a folder', 'env_file: sub', 'env_file/unreadable'],
  ['a format that nobody knows', 'env_file: [{path: sub/a.env, format: toml}]', 'env_file/format'],
  ['a line that cannot be read', 'env_file: sub/bad.env', 'env_file/syntax'],
])('%s', (_, service, code) => {
  expect(read(service, { 'sub/a.env': 'A=1', 'sub/bad.env': 'A B=1' }).codes).toEqual([code]);
});

test('label_file becomes labels', () => {
  const { web } = read('label_file: a.labels\nlabels: {two: own}', { 'a.labels': 'one=1\ntwo=2\n' });
  expect(web?.labels).toEqual({ one: '1', two: 'own' });
});

test.each<readonly [string, Readonly<Record<string, string>>, unknown]>([
  ['its own', { 'a.labels': 'one=1\ntwo=$one' }, { one: '1', two: '1' }],
  ['those of an earlier file first', { 'a.labels': 'one=1', 'b.labels': 'one=2\ntwo=$one' }, { one: '2', two: '1' }],
  ['none of the environment', { 'a.labels': 'one=${FROM:-none}\nFROM' }, { one: 'none' }],
])('a label_file knows labels: %s', (_, files, expected) => {
  const { web } = read(`label_file: [${Object.keys(files).join(', ')}]`, files, { FROM: 'outside' });
  expect(web?.labels).toEqual(expected);
});
