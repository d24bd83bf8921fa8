import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeHost } from '../../src/node/host.ts';
import { folder } from '../cli/harness.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('reading a file', () => {
  const root = () =>
    folder({
      'text.yaml': 'a: ä\n',
      'mark.yaml': bytes(0xef, 0xbb, 0xbf, 0x61),
      'utf16.yaml': bytes(0xff, 0xfe, 0x61, 0x00),
      'nul.bin': bytes(0x61, 0x00),
      'broken.bin': bytes(0x61, 0xff, 0xfe),
      'empty.yaml': '',
    });
  const host = (cwd: string) => nodeHost({ cwd, env: {} });

  test.each([
    ['text.yaml', { kind: 'text', text: 'a: ä\n' }],
    ['mark.yaml', { kind: 'text', text: 'a' }],
    ['utf16.yaml', { kind: 'text', text: 'a' }],
    ['empty.yaml', { kind: 'text', text: '' }],
    ['nul.bin', { kind: 'binary' }],
    ['broken.bin', { kind: 'binary' }],
    ['none.yaml', { kind: 'missing' }],
    ['text.yaml/below', { kind: 'missing' }],
    ['.', { kind: 'folder' }],
    ['with\0nul', { kind: 'unreadable' }],
    ['x'.repeat(5000), { kind: 'unreadable', reason: 'the name is too long' }],
  ])('%j', (name, content) => {
    const cwd = root();
    expect(host(cwd).read(join(cwd, name))).toMatchObject(content);
  });

  test('exists', () => {
    const cwd = root();
    mkdirSync(join(cwd, 'sub'));
    const { exists } = host(cwd);
    expect([exists(join(cwd, 'sub')), exists(join(cwd, 'text.yaml')), exists(join(cwd, 'none'))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(exists('a\0b')).toBe(false);
  });
});

test('standard input is read once', () => {
  let times = 0;
  const stdin = () => {
    times++;
    return new TextEncoder().encode('a: 1');
  };
  const host = nodeHost({ cwd: '/', env: {}, stdin });
  expect([host.read('-'), host.read('-')]).toEqual([
    { kind: 'text', text: 'a: 1' },
    { kind: 'text', text: 'a: 1' },
  ]);
  expect(times).toBe(1);
});

test('home comes from the given environment', () => {
  expect(nodeHost({ cwd: '/', env: { HOME: '/home/me' } }).home).toBe('/home/me');
});
