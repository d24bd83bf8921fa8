import { describe, expect, test } from 'vitest';
import { renderGithub } from '../../src/diagnostics/render/github.ts';
import { renderJson } from '../../src/diagnostics/render/json.ts';
import { sarifText } from '../../src/diagnostics/render/sarif.ts';
import { diagnostic, marked } from './diagnostics.ts';

const place = marked('compose.yaml', 'a:\n  b: «one»\n');

describe('json', () => {
  test('nothing is an empty array', () => expect(renderJson([])).toBe('[]\n'));

  test('holds the contract and nothing else', () => {
    const related = [{ message: 'overrides this value', place }];
    expect(JSON.parse(renderJson([diagnostic({ place, related })]))).toEqual([
      {
        code: 'ports/host-ip-dropped',
        severity: 'warning',
        message: 'The host address is dropped.',
        why: 'ECS publishes on every address.',
        fix: 'Use a security group.',
        path: ['services', 'web', 'ports', 0],
        service: 'web',
        file: 'compose.yaml',
        line: 2,
        column: 6,
        endLine: 2,
        endColumn: 9,
        related: [
          { message: 'overrides this value', file: 'compose.yaml', line: 2, column: 6, endLine: 2, endColumn: 9 },
        ],
      },
    ]);
  });

  test('a cause on the command line has neither file nor service', () => {
    const [one] = JSON.parse(renderJson([diagnostic({ path: [], service: undefined, usage: true })]));
    expect(Object.keys(one)).toEqual(['code', 'severity', 'message', 'why', 'fix', 'path']);
  });
});

describe('github', () => {
  test('annotates the place', () => {
    expect(renderGithub([diagnostic({ place })])).toBe(
      '::warning file=compose.yaml,line=2,endLine=2,col=6,endColumn=8,title=ports/host-ip-dropped::' +
        'The host address is dropped.%0AECS publishes on every address.%0AUse a security group.\n',
    );
  });

  test('text cannot end the command or begin another', () => {
    const text = renderGithub([
      diagnostic({ place: marked('a,b:c%.yaml', '«x»'), message: '100%\r\n::error::x', severity: 'info' }),
    ]);
    expect(text).toContain('::notice file=a%2Cb%3Ac%25.yaml,');
    expect(text).toContain('::100%25');
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(text).not.toContain('\r');
  });
});

describe('sarif', () => {
  const page = {
    code: 'ports/host-ip-dropped',
    severity: 'warning' as const,
    message: 'What',
    why: 'Why',
    fix: 'Fix',
    see: 'https://example.com/page',
  };

  test('a result points to its rule and its place', () => {
    const log = JSON.parse(
      sarifText([diagnostic({ place })], { version: '1.2.3', rules: new Map([[page.code, page]]) }),
    );
    const [run] = log.runs;
    expect(run.tool.driver.rules[0]).toMatchObject({ id: page.code, helpUri: page.see });
    expect(run.results[0]).toMatchObject({ ruleId: page.code, ruleIndex: 0, level: 'warning' });
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'compose.yaml' },
      region: { startLine: 2, startColumn: 6, endLine: 2, endColumn: 9 },
    });
  });

  test('names of files become references', () => {
    const log = JSON.parse(
      sarifText([diagnostic({ place: marked('/srv/my app/ä.yaml', '«x»') })], { version: '1', rules: new Map() }),
    );
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      'file:///srv/my%20app/%C3%A4.yaml',
    );
  });
});
