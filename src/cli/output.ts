import { mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { collector, declare, type Finding } from '../diagnostics/declare.ts';
import { type Bundle, bundleText } from '../emit/bundle.ts';
import { bundleFiles } from '../emit/files.ts';

export const cannotWrite = declare<{ path: string; reason: string }>(() => ({
  code: 'output/cannot-write',
  severity: 'error',
  usage: true,
  message: ({ path, reason }) => `${path} cannot be written: ${reason}.`,
  why: 'What was made has no place. No file was replaced.',
  fix: 'Name a file or folder that you may write, and see that its disk has room.',
}));

export const staleFile = declare<{ folder: string; names: readonly string[] }>(() => ({
  code: 'output/stale-file',
  severity: 'info',
  message: ({ folder, names }) =>
    `${folder} holds files of definitions that this project no longer has: ${names.join(', ')}.`,
  why: 'Only files of this conversion are replaced; nothing is removed.',
  fix: 'Remove them when nothing uses them any more.',
}));

interface File {
  readonly path: string;
  readonly text: string;
}

/** Writes all or nothing: every text goes to a new file first, and then takes the old one's place. */
export function writeBundle(bundle: Bundle, path: string, slash: boolean, prefix: string): readonly Finding[] {
  const { report, findings } = collector();
  const folder = slash || isFolder(path);
  const files: readonly File[] = folder
    ? bundleFiles(bundle).map(({ name, text }) => ({ path: join(path, name), text }))
    : [];
  const failure = folder ? replace(files, path) : replaceOne(path, bundleText(bundle));
  if (failure) report(cannotWrite, { path: [] }, failure);
  else if (folder) {
    const names = stale(path, files, prefix);
    if (names.length > 0) report(staleFile, { path: [] }, { folder: path, names });
  }
  return findings;
}

/** Writes one text file the same way: the old one stands until the new one is whole. */
export function writeText(path: string, text: string): readonly Finding[] {
  const { report, findings } = collector();
  const failure = replaceOne(path, text);
  if (failure) report(cannotWrite, { path: [] }, failure);
  return findings;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}

interface Failure {
  readonly path: string;
  readonly reason: string;
}

/** A file that the user named: behind the links that lead to it, which stay. A device or a pipe, such as /dev/null, takes the text as it is. */
function replaceOne(path: string, text: string): Failure | undefined {
  try {
    const standing = statSync(path, { throwIfNoEntry: false });
    if (standing?.isFile()) return replace([{ path: realpathSync(path), text }], dirname(path));
    if (!standing || standing.isDirectory()) return replace([{ path, text }], dirname(path));
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

function replace(files: readonly File[], folder: string): Failure | undefined {
  const drafts: { from: string; to: string }[] = [];
  let current = folder;
  try {
    make(folder);
    for (const { path, text } of files) {
      current = path;
      if (isFolder(path)) throw Object.assign(new Error(), { code: 'EISDIR' });
      const from = `${path}.${process.pid}.tmp`;
      drafts.push({ from, to: path });
      writeFileSync(from, text, { flag: 'wx' });
    }
    for (const { from, to } of drafts) {
      current = to;
      renameSync(from, to);
    }
    return undefined;
  } catch (error) {
    for (const { from } of drafts) rmSync(from, { force: true });
    return { path: current, reason: reasonOf(error) };
  }
}

/** Step by step: Node's recursive way never ends below /proc. */
function make(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (isFolder(folder)) return;
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    make(dirname(folder));
    if (!isFolder(folder)) mkdirSync(folder);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'something else stands in its way',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'its folder is not there and cannot be made',
  ELOOP: 'too many symbolic links',
};

export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? code;
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

const ours = /^(.+)\.(task-definition|service|run-task)\.json$/;

/** Files in our naming, of this project's names, that this run did not write. */
function stale(folder: string, files: readonly File[], prefix: string): readonly string[] {
  const written = new Set(files.map(({ path }) => path));
  return readdirSync(folder)
    .filter((name) => {
      const stem = ours.exec(name)?.[1];
      return (
        stem !== undefined && (stem === prefix || stem.startsWith(`${prefix}-`)) && !written.has(join(folder, name))
      );
    })
    .sort();
}
