import { expect, expectTypeOf, test, vi } from 'vitest';
import { type Bundle, type ConvertResult, convert, type JsonDiagnostic } from '../../src/node/index.ts';
import { folder } from '../cli/harness.ts';

const web = 'services:\n  web:\n    image: nginx:${TAG:-1}\n    ports: ["10.0.0.1:80:80"]\n';

test('gives bundle, diagnostics and ok', async () => {
  const cwd = folder({ 'compose.yaml': web });
  const { bundle, diagnostics, ok } = await convert({ files: ['compose.yaml'], cwd, env: { TAG: '2' } });
  expect(ok).toBe(true);
  expect(bundle?.taskDefinitions[0]?.containerDefinitions[0]?.image).toBe('nginx:2');
  expect(diagnostics.find(({ code }) => code === 'ports/host-ip-dropped')).toMatchObject({
    file: 'compose.yaml',
    line: 4,
  });
  expectTypeOf(bundle).toEqualTypeOf<Bundle | undefined>();
  expectTypeOf(diagnostics).toEqualTypeOf<readonly JsonDiagnostic[]>();
});

test('takes options as values, and never the environment of the process', async () => {
  const cwd = folder({ 'compose.yaml': web });
  vi.stubEnv('TAG', '3');
  const result: ConvertResult = await convert({
    cwd,
    target: 'fargate',
    images: { web: 'nginx:4' },
    subnets: ['subnet-1'],
    defaultMemory: 256,
  });
  expect(result.bundle).toMatchObject({ target: 'fargate' });
  expect(result.bundle?.taskDefinitions[0]?.containerDefinitions[0]?.image).toBe('nginx:4');
  expect((await convert({ cwd })).bundle?.taskDefinitions[0]?.containerDefinitions[0]?.image).toBe('nginx:1');
  vi.unstubAllEnvs();
});

test('what strict or deny stops at has no bundle', async () => {
  const cwd = folder({ 'compose.yaml': web });
  for (const strictness of [{ strict: true }, { deny: ['ports/host-ip-dropped'] }]) {
    const { ok, bundle, diagnostics } = await convert({ cwd, ...strictness });
    expect([ok, bundle]).toEqual([false, undefined]);
    expect(diagnostics.every(({ severity }) => severity !== 'error')).toBe(true);
  }
});

test.each([
  [{ files: ['none.yaml'] }],
  [{ files: ['bad.yaml'] }],
  [{ files: ['\0'] }],
  [{ allow: ['no/such-code'] }],
  [{ family: 'a b' }],
])('user input %j is a diagnostic, never an exception', async (options) => {
  const cwd = folder({ 'compose.yaml': web, 'bad.yaml': '{' });
  const { ok, diagnostics } = await convert({ cwd, ...options });
  expect(ok).toBe(false);
  expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
});
