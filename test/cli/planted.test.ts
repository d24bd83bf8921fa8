import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { cli, folder } from './harness.ts';

const planted = 'pLaNtEd42';

/** Folders with Compose files: our own fixtures, and the acceptance cases where they are checked out beside this repository. */
const roots = ['fixtures/projects', '../shared/cases/ecs', '../shared/corpus'].filter((root) => {
  if (!existsSync(root)) process.stdout.write(`${root} is absent: skipped\n`);
  return existsSync(root);
});
const folders = roots.flatMap((root) =>
  readdirSync(root)
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isDirectory()),
);

/** Every value of a variable, in a Compose file or an environment file, becomes or ends with the planted one. */
function plant(folder: string): number {
  let count = 0;
  for (const name of readdirSync(folder, { recursive: true }).map(String)) {
    const path = join(folder, name);
    if (!statSync(path).isFile() || statSync(path).size > 200_000) continue;
    const text = readFileSync(path, 'utf8');
    const changed = /\.ya?ml$/.test(name)
      ? plantYaml(text)
      : /env/.test(name)
        ? text.replace(/(=.*)$/gm, `$1${planted}`)
        : text;
    if (changed === text) continue;
    writeFileSync(path, changed);
    count++;
  }
  return count;
}

function plantYaml(text: string): string {
  const document = parseDocument(text, { merge: true, logLevel: 'silent' });
  const services = document.get('services') ?? document.contents;
  if (document.errors.length > 0 || !isMap(services)) return text;
  for (const { value: service } of services.items) {
    if (!isMap(service)) continue;
    const environment = service.get('environment', true);
    if (isMap(environment)) {
      for (const pair of environment.items)
        if (isScalar(pair.value)) pair.value.value = `${pair.value.value}${planted}`;
      environment.set('lowercase', planted);
    } else if (isSeq(environment)) {
      for (const item of environment.items)
        if (isScalar(item) && String(item.value).includes('=')) item.value = `${item.value}${planted}`;
      environment.add(`lowercase=${planted}`);
    } else if (environment === undefined) service.set('environment', { PASSWORD: planted, lowercase: planted });
  }
  return String(document);
}

describe.each(folders)('%s', (folder) => {
  test('no value of a variable shows in any message', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'planted-'));
    try {
      cpSync(folder, cwd, { recursive: true });
      plant(cwd);
      const base = existsSync(join(cwd, 'files')) ? join(cwd, 'files') : cwd;
      const file = readdirSync(base).find((name) => /^(docker-)?(compose|fig).*\.ya?ml$/.test(name));
      const argv = ['convert', ...(file ? ['-f', file] : []), '--target', 'fargate', '--verbose'];
      const env = { SECRET_OF_SHELL: planted };
      for (const args of [argv, argv.slice(0, -3)]) {
        const { stderr } = await cli(args, { cwd: base, env, tty: true, columns: 200 });
        expect(stderr).not.toContain(planted);
      }
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });
});

test('a password that reads as an alias shows in no message', async () => {
  const text = `services: {web: {image: nginx, environment: {PASSWORD: *${planted}}}}`;
  const { code, stderr } = await cli(['check'], { cwd: folder({ 'compose.yaml': text }) });
  expect(code).toBe(1);
  expect(stderr).toContain('yaml/unknown-alias');
  expect(stderr).not.toContain(planted);
});
