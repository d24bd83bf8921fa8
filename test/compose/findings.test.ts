import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../src/compose/host.ts';
import { load } from '../../src/compose/load.ts';
import { once } from '../../src/compose/once.ts';
import { locate } from '../../src/compose/project.ts';
import type { Finding } from '../../src/diagnostics/declare.ts';
import type { Path } from '../../src/source/node.ts';
import { Source } from '../../src/source/source.ts';

const reading = (files: Record<string, string>) =>
  load(
    {},
    memoryHost(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/p/${name}`, text])), { cwd: '/p' }),
  );

const codes = (text: string) => reading({ 'compose.yaml': text }).diagnostics.map(({ code }) => code);

describe('related places', () => {
  const text = `x-env: &env
  A: one
  B: two
x-base: &base
  image: nginx:1.28
  logging:
    options:
      tag: web
services:
  web:
    <<: *base
    environment: *env
  api:
    <<: *base
    logging:
      options:
        tag: api
`;
  const { value } = reading({ 'compose.yaml': text });
  const where = (...path: Path) => {
    if (!value) throw new Error('no project');
    const { place, related } = locate(value.tree, path);
    const line = (span: typeof place) => span.source.position(span.start).line;
    return [line(place), ...related.map((other) => `${line(other.place)} ${other.message}`)];
  };

  test.each<readonly [string, Path, readonly unknown[]]>([
    ['a value below an alias', ['services', 'web', 'environment', 'A'], [2, '12 used here through an alias']],
    ['what the alias stands for', ['services', 'web', 'environment'], [12, '12 used here through an alias']],
    ['a value far below a merge key', ['services', 'web', 'logging', 'options', 'tag'], [8, '11 merged in here']],
    ['a value that is the service’s own', ['services', 'api', 'logging', 'options', 'tag'], [17]],
  ])('%s', (_, path, expected) => {
    expect(where(...path)).toEqual(expected);
  });
});

describe('one cause, one message', () => {
  const port = (line: string) => `services:\n  web:\n    image: nginx:1.28\n    ports:\n      - ${line}\n`;
  test.each([
    ['a misspelt key of a port', port('traget: 80'), ['schema/unknown-key']],
    ['a port without target', port('published: "80"'), ['ports/target-missing']],
    ['a port of the wrong kind', port('[80]'), ['schema/wrong-type']],
  ])('%s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('many faults are gone through in one pass', () => {
    const source = new Source('compose.yaml', 'x'.repeat(80_000));
    const finding = (code: string, start: number, end: number): Finding => ({
      code,
      severity: 'error',
      message: '',
      why: '',
      fix: '',
      path: [start],
      place: { source, start, end },
    });
    const wrong = [...Array(20_000).keys()].map((n) => finding('schema/wrong-type', n * 4, n * 4 + 2));
    const later = [...Array(20_000).keys()].map((n) =>
      finding('ports/invalid', n * 4 + (n % 2) * 2, n * 4 + (n % 2) * 2 + 1),
    );
    expect(once([...later, ...wrong])).toHaveLength(30_000);
  });
});

test('values of the .env beside an included file stay out of messages', () => {
  const { diagnostics } = reading({
    'compose.yaml': 'include: [part/compose.yaml]\nservices:\n  web:\n    image: nginx:1.28\n',
    'part/.env': 'SECRET_HOST=planted-value\n',
    'part/compose.yaml': `services:\n  db:\n    image: postgres:17\n    depends_on: ["$` + `{SECRET_HOST}"]\n`,
  });
  expect(diagnostics.map(({ code }) => code)).toContain('depends_on/undefined-service');
  expect(JSON.stringify(diagnostics.map(({ message, why, fix }) => [message, why, fix]))).not.toContain(
    'planted-value',
  );
});

test.each([
  ['a date', 'labels: {d: 2020-01-01}', ['value/unquoted-date']],
  ['a time', 'environment: {D: 2020-01-01T10:00:00Z}', ['value/unquoted-date']],
  ['in quotes', 'labels: {d: "2020-01-01"}', []],
  ['as part of a text', 'environment: [D=2020-01-01]', []],
  ['from a variable', 'labels: {d: "$' + '{DATE:-2020-01-01}"}', []],
  ['from a plain variable', 'labels:\n      d: $' + '{DATE:-2020-01-01}', []],
  ['in an extension', 'x-released: {d: 2020-01-01}', []],
])('dates without quotes are refused, as by Compose: %s', (_, line, expected) => {
  expect(codes(`services:\n  web:\n    image: nginx:1.28\n    ${line}\n`)).toEqual(expected);
});

test('a place holds no value: a secret that a key does not take is in no finding', () => {
  const { diagnostics } = reading({
    'compose.yaml': 'services:\n  web:\n    image: nginx:1.28\n    privileged: "hunter2"\n    init: "$P"\n',
    '.env': 'P=hunter2\n',
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['variable/wrong-type', 'variable/wrong-type']);
  for (const { place } of diagnostics) expect(Object.keys(place ?? {}).sort()).toEqual(['end', 'source', 'start']);
});

describe('a value of the wrong kind in a later file', () => {
  const base = `services:
  web:
    image: nginx:1.28
    depends_on: [db]
    networks: [front]
    extra_hosts: [a=10.0.0.1]
    dns: [10.0.0.2]
    build: .
  db:
    image: postgres:17
networks:
  front:
`;
  const found = (line: string) =>
    reading({
      'compose.yaml': base,
      'compose.override.yaml': `services:\n  web:\n    ${line}\n`,
    }).diagnostics.map(({ code, path }) => `${code} ${path.slice(2).join('.')}`);

  test.each([
    ['a mapping among names', 'depends_on: [{db: {condition: service_healthy}}]', 'schema/wrong-type depends_on.0'],
    ['a number among names', 'networks: [5]', 'schema/wrong-type networks.0'],
    ['a mapping for an address', 'extra_hosts: {b: {c: d}}', 'schema/wrong-type extra_hosts.1'],
    ['a text for a list of names', 'depends_on: db', 'merge/value-ignored depends_on'],
    ['a number for a list of texts', 'dns: 5', 'merge/value-ignored dns'],
    ['a list for a folder', 'build: [a]', 'merge/value-ignored build'],
  ])('%s is told', (_, line, expected) => {
    expect(found(line)).toContain(expected);
  });

  test.each(['depends_on:', 'dns:', 'build:', 'extra_hosts:', 'networks: {}', 'dns: 10.0.0.3'])(
    '%s is fine',
    (line) => {
      expect(found(line)).toEqual([]);
    },
  );
});

test('keys that include, extends and external do not have are told', () => {
  const { diagnostics } = reading({
    'compose.yaml': `include: [{path: db.yaml, env_files: v.env, x-note: 1}]
secrets: {s: {external: {nam: t}}}
services: {web: {extends: {file: db.yaml, service: db, required: false}}}`,
    'db.yaml': 'services: {db: {image: x}}',
  });
  expect(diagnostics.map(({ code, path }) => `${code} ${path.join('.')}`).sort()).toEqual([
    'schema/key-ignored include.0.env_files',
    'schema/key-ignored secrets.s.external.nam',
    'schema/key-ignored services.web.extends.required',
  ]);
});
