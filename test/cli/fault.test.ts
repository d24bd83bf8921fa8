import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';

const fault = new Error('the floor is gone');

async function broken(error: Error, ...argv: readonly string[]) {
  let stderr = '';
  const code = await run(['convert', ...argv], {
    stdout: { write: () => undefined },
    stderr: {
      write: (text: string) => {
        stderr += text;
      },
    },
    env: {},
    cwd: () => {
      throw error;
    },
  });
  return { code, stderr };
}

test('a fault of ours is one line, exit 70', async () => {
  const { code, stderr } = await broken(fault);
  expect(code).toBe(70);
  expect(stderr).toContain('compose2ecs failed: the floor is gone.');
  expect(stderr).toContain('internal/fault');
  expect(stderr).toContain('--verbose');
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('its stack is shown with --verbose', async () => {
  const { code, stderr } = await broken(fault, '--verbose');
  expect(code).toBe(70);
  expect(stderr).toMatch(/^\s+at .*fault\.test\.ts/m);
});

test('it is JSON where JSON is asked for', async () => {
  const { code, stderr } = await broken(fault, '--diagnostics', 'json');
  expect(code).toBe(70);
  expect(JSON.parse(stderr)).toMatchObject([{ code: 'internal/fault', path: [] }]);
});

test('a folder that was removed is no fault of ours', async () => {
  const error = Object.assign(new Error('ENOENT: no such file or directory, uv_cwd'), { syscall: 'uv_cwd' });
  const { code, stderr } = await broken(error);
  expect(code).toBe(2);
  expect(stderr).toContain('The current folder does not exist any more.');
});
