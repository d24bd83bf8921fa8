import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeBundle, writeText } from '../../src/cli/output.ts';
import type { Bundle } from '../../src/emit/bundle.ts';
import { folder } from './harness.ts';

const bundle = (...families: string[]): Bundle => ({
  project: 'blog',
  target: 'ec2',
  taskDefinitions: families.map((family) => ({ family, containerDefinitions: [] })),
  services: [],
  runTasks: [],
  routes: [],
  groups: [],
});

describe('-o', () => {
  test('a folder gets one file for each definition', () => {
    const root = folder({});
    expect(writeBundle(bundle('blog-web', 'blog-db'), join(root, 'ecs'), true, 'blog')).toEqual([]);
    expect(readdirSync(join(root, 'ecs'))).toEqual(['blog-db.task-definition.json', 'blog-web.task-definition.json']);
  });

  test('a file gets the bundle, and replaces what was there', () => {
    const root = folder({ 'ecs.json': 'old' });
    expect(writeBundle(bundle('blog'), join(root, 'ecs.json'), false, 'blog')).toEqual([]);
    expect(JSON.parse(readFileSync(join(root, 'ecs.json'), 'utf8'))).toMatchObject({ project: 'blog' });
    expect(readdirSync(root)).toEqual(['ecs.json']);
  });

  test('a link stays, and what it leads to is replaced', () => {
    const root = folder({ 'real/ecs.json': 'old' });
    symlinkSync(join(root, 'real/ecs.json'), join(root, 'ecs.json'));
    expect(writeBundle(bundle('blog'), join(root, 'ecs.json'), false, 'blog')).toEqual([]);
    expect(lstatSync(join(root, 'ecs.json')).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(join(root, 'real/ecs.json'), 'utf8'))).toMatchObject({ project: 'blog' });
    expect(readdirSync(join(root, 'real'))).toEqual(['ecs.json']);
  });

  test.skipIf(process.platform === 'win32')('a pipe is written to, and stays a pipe', () => {
    const root = folder({});
    const pipe = join(root, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      expect(writeBundle(bundle('blog'), pipe, false, 'blog')).toEqual([]);
      expect(writeText(pipe, 'a report')).toEqual([]);
      const read = Buffer.alloc(4096);
      const text = read.toString('utf8', 0, readSync(reader, read));
      expect(text).toMatch(/^\{.*"project": "blog".*\}\na report$/s);
      expect(lstatSync(pipe).isFIFO()).toBe(true);
    } finally {
      closeSync(reader);
    }
  });

  test('files of definitions that are gone are named and stay', () => {
    const root = folder({
      'blog-old.service.json': '{}',
      'blog-web.task-definition.json': '{}',
      'shop-web.service.json': '{}',
      'blog-notes.txt': '',
    });
    const [finding, ...rest] = writeBundle(bundle('blog-web'), root, false, 'blog');
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ code: 'output/stale-file', severity: 'info', path: [] });
    expect(finding?.message).toMatch(/: blog-old\.service\.json\.$/);
    expect(readdirSync(root)).toHaveLength(4);
  });

  test('nothing is replaced when one file cannot be written', () => {
    const root = folder({ 'blog-a.task-definition.json': 'old' });
    mkdirSync(join(root, 'blog-b.task-definition.json'));
    const findings = writeBundle(bundle('blog-a', 'blog-b'), root, true, 'blog');
    expect(findings).toMatchObject([{ code: 'output/cannot-write', severity: 'error' }]);
    expect(readFileSync(join(root, 'blog-a.task-definition.json'), 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['blog-a.task-definition.json', 'blog-b.task-definition.json']);
  });

  test('a file in the way of a folder is an error', () => {
    const root = folder({ ecs: '' });
    expect(writeBundle(bundle('blog'), join(root, 'ecs'), true, 'blog')).toMatchObject([
      { code: 'output/cannot-write' },
    ]);
    expect(writeBundle(bundle('blog'), join(root, 'ecs', 'x.json'), false, 'blog')).toMatchObject([
      { code: 'output/cannot-write' },
    ]);
  });

  test.skipIf(process.platform !== 'linux')('a folder that cannot be made is an error, also below /proc', () => {
    const findings = writeBundle(bundle('blog'), '/proc/none/ecs', true, 'blog');
    expect(findings).toMatchObject([{ code: 'output/cannot-write' }]);
    expect(findings[0]?.message).toContain('cannot be made');
  });

  test('folders are made as needed, where a link leads as well', () => {
    const root = folder({ 'real/x': '' });
    symlinkSync(join(root, 'real'), join(root, 'link'));
    expect(writeBundle(bundle('blog'), join(root, 'link/a/b/c'), true, 'blog')).toEqual([]);
    expect(readdirSync(join(root, 'real/a/b/c'))).toEqual(['blog.task-definition.json']);
  });

  test('a name with path parts stays inside the folder', () => {
    const root = folder({});
    writeBundle(bundle('../../x', '/etc/y'), join(root, 'ecs'), true, 'blog');
    expect(readdirSync(root)).toEqual(['ecs']);
    expect(readdirSync(join(root, 'ecs'))).toHaveLength(2);
  });

  test.skipIf(process.getuid?.() === 0)('a folder without permission is an error', () => {
    const root = folder({ 'a.json': '' });
    chmodSync(root, 0o500);
    const findings = writeBundle(bundle('blog'), root, true, 'blog');
    chmodSync(root, 0o700);
    expect(findings[0]?.message).toContain('permission denied');
  });
});
