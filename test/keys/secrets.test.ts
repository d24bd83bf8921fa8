import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';
import type { OptionInput } from '../../src/options/resolve.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:demo/db-Ab12Cd';

function run(service: string, secrets: string, options: OptionInput = { secrets: { db: arn } }) {
  const text = `name: demo\nservices:\n  web:\n    image: acme/web:1\n    mem_limit: 64m\n${service}\nsecrets:\n${secrets}\n`;
  const request = { options: { logs: false, executionRole: 'pullRole', ...options } };
  const { app, diagnostics } = compile(
    request,
    memoryHost({ '/p/compose.yaml': text, '/p/db.txt': 'CANARY' }, { cwd: '/p' }),
  );
  const container = app?.taskDefinitions[0]?.containerDefinitions[0];
  const said = diagnostics
    .filter(({ code }) => /^(secrets?|configs?|x-ecs)\//.test(code))
    .map(({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`);
  expect(JSON.stringify(diagnostics.map(({ place, related, ...rest }) => rest))).not.toContain('CANARY');
  return { container, said };
}

const file = '  db:\n    file: ./db.txt';

describe('secrets', () => {
  test.each([
    ['DB_PASSWORD_FILE', 'DB_PASSWORD'],
    ['GF_SECURITY_ADMIN_PASSWORD__FILE', 'GF_SECURITY_ADMIN_PASSWORD'],
    ['FILE__PASSWORD', 'PASSWORD'],
  ])('%s becomes the secret %s', (variable, name) => {
    const { container, said } = run(`    environment:\n      ${variable}: /run/secrets/db\n    secrets: [db]`, file);
    expect(container?.secrets).toEqual([{ name, valueFrom: arn }]);
    expect(container?.environment ?? []).toEqual([]);
    expect(said).toEqual([]);
  });

  test('a target that is a path is found by it', () => {
    const { container } = run(
      '    environment: { DB_FILE: /etc/db }\n    secrets: [{ source: db, target: /etc/db }]',
      file,
    );
    expect(container?.secrets).toEqual([{ name: 'DB', valueFrom: arn }]);
  });

  test('one that no variable names becomes a variable of its own name, said', () => {
    const { container, said } = run('    secrets: [db]', file);
    expect(container?.secrets).toEqual([{ name: 'DB', valueFrom: arn }]);
    expect(said).toEqual(['warning secrets/as-variable services.web.secrets.0']);
  });

  test('and one that x-ecs.secrets names takes that name alone', () => {
    const { container, said } = run('    secrets: [db]\n    x-ecs:\n      secrets: { PGPASSWORD: db }', file);
    expect(container?.secrets).toEqual([{ name: 'PGPASSWORD', valueFrom: arn }]);
    expect(said).toEqual([]);
  });

  test('replace a variable of the same name', () => {
    const { container, said } = run(
      '    environment: { DB: plain, DB_FILE: /run/secrets/db }\n    secrets: [db]',
      file,
    );
    expect(container?.environment ?? []).toEqual([]);
    expect(said).toEqual(['warning secrets/replaces-variable services.web.environment.DB']);
  });

  test('texts that still read the file are said', () => {
    const { said } = run(
      '    environment: { DB_FILE: /run/secrets/db, OTHER: "x /run/secrets/db.old", PATH_OF: /run/secrets/db }\n    command: cat /run/secrets/db\n    secrets: [db]',
      file,
    );
    expect(said).toEqual([
      'warning secrets/file-missing services.web.environment.PATH_OF',
      'warning secrets/file-missing services.web.command',
    ]);
  });

  test('without an ARN are an error, once for each secret', () => {
    const { said } = run('    secrets: [db, { source: db, target: again }]', file, {});
    expect(said).toEqual(['error secrets/needs-arn services.web.secrets.0']);
  });

  test('of the environment are never read', () => {
    const { said } = run('    secrets: [db]', '  db:\n    environment: HOME', {});
    expect(said).toEqual(['error secrets/needs-arn services.web.secrets.0']);
  });

  test('external: an ARN as name, or the name of a parameter', () => {
    const byArn = run(
      '    environment: { A_FILE: /run/secrets/db }\n    secrets: [db]',
      `  db: { external: true, name: "${arn}" }`,
      {},
    );
    expect(byArn.container?.secrets).toEqual([{ name: 'A', valueFrom: arn }]);
    expect(byArn.said).toEqual([]);
    const byName = run(
      '    environment: { A_FILE: /run/secrets/db }\n    secrets: [db]',
      '  db: { external: true, name: /prod/db }',
      {},
    );
    expect(byName.container?.secrets).toEqual([{ name: 'A', valueFrom: '/prod/db' }]);
    expect(byName.said).toEqual(['warning secret/parameter-name secrets.db']);
  });

  test('that nobody uses are told', () => {
    expect(run('    command: x', file).said).toEqual(['info secret/unused secrets.db']);
  });
});
