import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { summary } from '../../src/diagnostics/render/summary.ts';
import { renderText, type TextOptions } from '../../src/diagnostics/render/text.ts';
import { displayWidth } from '../../src/diagnostics/render/width.ts';
import { Source } from '../../src/source/source.ts';
import { diagnostic, marked } from './diagnostics.ts';

const terminal: TextOptions = { colour: false, frames: true, width: 80, verbose: false };
const render = (diagnostics: readonly Diagnostic[], options: Partial<TextOptions> = {}) =>
  renderText(diagnostics, { ...terminal, ...options });

describe('several findings of one code', () => {
  const both = [diagnostic({}), diagnostic({ message: 'Another address is dropped.', fix: 'Another advice.' })];
  const count = (text: string, label: string): number => text.split(label).length - 1;

  test('are explained once', () => {
    const text = render(both);
    expect(text).toContain('Another address is dropped.');
    expect([count(text, 'why:'), count(text, 'fix:')]).toEqual([1, 1]);
  });

  test('are explained each, when all is wanted or nothing is written', () => {
    expect(count(render(both, { verbose: true }), 'why:')).toBe(2);
    expect(count(render(both.map((one) => ({ ...one, severity: 'error' }))), 'why:')).toBe(2);
  });
});

test('related places of one file and message are one line', () => {
  const text = 'services:\n  web: 1\n  db: 2\n  api: 3\n';
  const source = new Source('compose.yaml', text);
  const related = [text.indexOf('db'), text.indexOf('api')].map((start) => ({
    message: 'here as well',
    place: { source, start, end: start + 2 },
  }));
  expect(render([diagnostic({ related })])).toContain('\n  --> compose.yaml:3:3, 4:3 here as well\n');
});

describe('one finding', () => {
  test('shows place, line and exact span, why and fix', () => {
    const place = marked('compose.yaml', 'services:\n  web:\n    ports:\n      - «"10.0.0.1:80:80"»\n');
    expect(render([diagnostic({ place })])).toBe(`service web:

warning[ports/host-ip-dropped]: The host address is dropped.
  --> compose.yaml:4:9
 3 |     ports:
 4 |       - "10.0.0.1:80:80"
   |         ^^^^^^^^^^^^^^^^
  why: ECS publishes on every address.
  fix: Use a security group.

`);
  });

  test('takes four lines, and no frame, when it is piped', () => {
    const place = marked('compose.yaml', 'services:\n  web: «x»\n');
    const lines = render([diagnostic({ place })], { frames: false, width: undefined })
      .trimEnd()
      .split('\n');
    expect(lines.slice(2)).toHaveLength(4);
  });

  test('wraps at the width of the terminal', () => {
    const long = 'This sentence is long enough to need more than one line on a narrow terminal, and goes on. '.repeat(
      3,
    );
    const place = marked('compose.yaml', `a: «${'x'.repeat(200)}»\n`);
    for (const width of [40, 80, 200]) {
      const text = render([diagnostic({ why: long.trim(), place })], { width });
      for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
    }
  });

  test('measures texts of any length', () => {
    expect(displayWidth('é'.repeat(200_000))).toBe(200_000);
    expect(displayWidth('😀'.repeat(200_000))).toBe(400_000);
    expect(displayWidth('e\u0301'.repeat(200_000))).toBe(200_000);
    expect(displayWidth('x\u0301\u0302'.repeat(1_000))).toBe(1_000);
    expect(displayWidth('\u0301'.repeat(2_000))).toBe(0);
  });

  test('underlines wide characters and tabs where they stand', () => {
    const place = marked('compose.yaml', 'a:\t日本 «😀語» x\n');
    const lines = render([diagnostic({ place })]).split('\n');
    const code = lines.findIndex((line) => line.startsWith(' 1 |'));
    expect(lines[code]).toBe(' 1 | a:    日本 😀語 x');
    expect(lines[code + 1]).toBe(`   | ${' '.repeat(11)}^^^^`);
  });

  test('cuts a long line around its span', () => {
    const place = marked('compose.yaml', `a: ${'x'.repeat(5000)}«here»${'y'.repeat(5000)}\n`);
    const text = render([diagnostic({ place })]);
    expect(text).toContain('xxxxhereyyyy');
    expect(text).toContain('^^^^');
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('here'));
    expect(lines[at + 1]?.indexOf('^')).toBe(lines[at]?.indexOf('here'));
  });

  test('shows the lines of a span that goes over several', () => {
    const place = marked('compose.yaml', 'a:\n  b: «one\n    two»\nc: 1\n');
    expect(render([diagnostic({ place })])).toContain(' 2 |   b: one\n   |      ^^^\n 3 |     two\n   |     ^^^\n');
  });

  test('shows related places', () => {
    const place = marked('b.yaml', 'x: «2»\n');
    const related = [{ message: 'overrides this value', place: marked('a.yaml', 'x: «1»\n') }];
    expect(render([diagnostic({ place, related })])).toContain('  --> a.yaml:1:4 overrides this value\n 1 | x: 1\n');
  });

  test('a span at the end of a file has a caret', () => {
    const place = marked('compose.yaml', 'a: 1\n«»');
    expect(render([diagnostic({ place })])).toContain('^');
  });
});

describe('many findings', () => {
  const at = (service: string, line: number): Diagnostic =>
    diagnostic({
      service,
      message: `The address of ${service} is dropped.`,
      place: marked('compose.yaml', `${'\n'.repeat(line - 1)}«x»`),
    });

  test('the same cause is folded into its first finding', () => {
    const text = render([at('web', 3), at('db', 9), at('web', 12)]);
    expect(text.match(/why:/g)).toHaveLength(1);
    expect(text).toContain('  2 more like this: db (compose.yaml:9:1), web (compose.yaml:12:1)');
    expect(render([at('web', 3), at('db', 9)], { verbose: true })).not.toContain('more like this');
  });

  test('a folded error keeps its message: each is mended by itself', () => {
    const error = (line: number, key: string) =>
      diagnostic({
        severity: 'error',
        message: `No key "${key}".`,
        place: marked('a.yaml', `${'\n'.repeat(line)}«x»`),
      });
    expect(render([error(0, 'comand'), error(1, 'enviroment')])).toContain(
      '  also web (a.yaml:2:1): No key "enviroment".',
    );
  });

  test('folded findings without a place are told in their own words', () => {
    const missing = (name: string): Diagnostic => ({
      ...diagnostic({ message: `The role ${name} is not there.`, path: [] }),
      service: undefined,
      place: undefined,
    });
    expect(render([missing('a'), missing('b'), missing('c')])).toContain(
      '  2 more like this: The role b is not there., The role c is not there.\n',
    );
  });

  test('findings stand under their service, in the order of their places', () => {
    const other = diagnostic({ service: 'db', code: 'image/latest', fix: 'Name a tag.' });
    const none = diagnostic({ service: undefined, code: 'x-ecs/unknown-field', fix: 'Remove it.', path: ['x-ecs'] });
    const text = render([at('web', 1), none, other]);
    expect(text.match(/^\S.*:$/gm)).toEqual(['service web:', 'project:', 'service db:']);
  });
});

test('what a terminal would obey is spelled out', () => {
  const place = marked('compose.yaml', 'a: «\u001b[31mred\u0007»\n');
  const text = render([
    diagnostic({ service: 'we\u001b]0;title\u0007b', message: 'Name \u202edrow\u0085 is bad.', place }),
  ]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).toContain('\\u{1b}[31mred\\u{7}');
});

test('colours are there when they are asked for', () => {
  expect(render([diagnostic()], { colour: true })).toContain('\u001b[33mwarning[ports/host-ip-dropped]: \u001b[39m');
  expect(render([diagnostic()])).not.toContain('\u001b');
});

describe('summary', () => {
  const rules = { strict: false, deny: [] };
  const counts = { taskDefinitions: [1, 2, 3], services: [1, 2], runTasks: [] };
  test.each([
    [[], counts, rules, 'nothing to report; 3 task definitions, 2 services'],
    [[diagnostic()], counts, rules, '1 warning; 3 task definitions, 2 services'],
    [[diagnostic({ severity: 'error' }), diagnostic()], undefined, rules, '1 error, 1 warning; nothing was written'],
    [
      [diagnostic()],
      counts,
      { strict: true, deny: [] },
      '1 warning; nothing was written: --strict stops at 1 of these',
    ],
  ])('%#', (diagnostics, made, strictness, text) => {
    expect(summary(diagnostics, made, strictness)).toBe(text);
  });
});
