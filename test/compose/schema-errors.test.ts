import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../src/compose/host.ts';
import { load } from '../../src/compose/load.ts';
import { faults } from '../../src/compose/schema-errors.ts';

function said(lines: string) {
  const text = `services:\n  web:\n    image: nginx:1.28\n${lines.replace(/^/gm, '    ')}\n`;
  return load({}, memoryHost({ '/p/compose.yaml': text }, { cwd: '/p' })).diagnostics.map(
    ({ code, message }) => `${code}: ${message}`,
  );
}

describe('one message for each fault', () => {
  test.each([
    ['no branch takes it', 'command: {a: b}', ['schema/wrong-type: services.web.command must be ']],
    [
      'the branch that got furthest',
      'ports: [{target: [80]}]',
      ['schema/wrong-type: services.web.ports[0].target must be an integer or a string, not a list'],
    ],
    [
      'inside one branch',
      'build: {contxt: .}',
      ['schema/unknown-key: services.web.build has no key "contxt". Did you mean "context"?'],
    ],
    [
      'inside a mapping',
      'healthcheck: {test: [CMD, x], retries: [1]}',
      ['schema/wrong-type: services.web.healthcheck.retries must be '],
    ],
    ['one of some values', 'pull_policy: sometimes', ['schema/bad-value: services.web.pull_policy must match']],
    [
      'what is missing',
      'extends: {file: a.yaml}',
      ['schema/missing-key: services.web.extends needs the key "service"'],
    ],
  ])('%s', (_, lines, expected) => {
    const messages = said(lines);
    expect(messages).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) expect(messages[index]).toContain(start);
  });

  test('two faults are two messages', () => {
    expect(said('imge: x\ncommand: {a: b}')).toHaveLength(2);
  });
});

test.each([
  ['imge: x', '"image"'],
  ['enviroment: {}', '"environment"'],
  ['depends-on: [x]', '"depends_on"'],
  ['healthcheck: {intervall: 1s}', '"interval"'],
])('a misspelt key is told the right one: %s', (lines, suggestion) => {
  expect(said(lines)[0]).toContain(`Did you mean ${suggestion}?`);
});

test('a key unlike any other gets no suggestion', () => {
  expect(said('zzzzqqqq: 1')[0]).not.toContain('Did you mean');
});

test('a branch may say more than a call takes arguments', () => {
  const error = (instancePath: string, keyword: string) => ({ instancePath, keyword, schemaPath: '', params: {} });
  const errors = Array.from({ length: 140_000 }, (_, n) => error(`/services/web/ports/${n}`, 'required'));
  expect(faults([...errors, error('/services/web/ports', 'oneOf')])).toHaveLength(errors.length);
});
