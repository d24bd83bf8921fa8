import { beforeEach, expect, test, vi } from 'vitest';
import { PortError } from '../../src/push/port.ts';
import type { LogLine, ReadLogs } from '../../src/push/sdk-clients.ts';
import { cli, folder } from '../cli/harness.ts';

const played = vi.hoisted(() => ({ read: undefined as ReadLogs | undefined }));
vi.mock('../../src/push/sdk-clients.ts', async (original) => ({
  ...(await original<object>()),
  sdkLogs: () => (group: string, prefix: string, since: number) => played.read?.(group, prefix, since),
}));

const text = 'services:\n  web:\n    image: nginx:1\n  api:\n    image: api:1\n';
const now = 1_800_000_000_000;
const line = (id: string, at: number): LogLine => ({ id, at, stream: 's', message: id });

/** Follows until `looks` looks were taken; at the last one Ctrl-C is pressed. */
async function follow(looks: number, read: (look: number, since: number) => readonly LogLine[], last?: () => never) {
  const stop = new AbortController();
  let look = 0;
  played.read = async (_group, prefix, since) => {
    if (!prefix.includes('/web/')) return [];
    look++;
    if (look === looks) stop.abort();
    if (look === looks && last) last();
    return read(look, since).filter(({ at }) => at >= since);
  };
  const flags = ['--region', 'eu-west-1', '-p', 'shop', '--follow', '--quiet'];
  return cli(['logs', ...flags], { cwd: folder({ 'compose.yaml': text }), signal: stop.signal });
}

beforeEach(() => {
  vi.spyOn(Date, 'now').mockReturnValue(now);
});

test('a line that comes late, of a container whose lines take longer, is shown, and each one once', async () => {
  const early = [line('second', now - 1_000)];
  const { code, stdout } = await follow(2, (look) => (look === 1 ? early : [line('first', now - 5_000), ...early]));
  expect(stdout).toBe('web | second\nweb | first\n');
  expect(code).toBe(0);
});

test('Ctrl-C ends following well, also while lines are read', async () => {
  const { code, stderr } = await follow(
    1,
    () => [],
    () => {
      throw new PortError('aborted', 'logs:FilterLogEvents', 'aborted');
    },
  );
  expect([code, stderr]).toEqual([0, '']);
});
