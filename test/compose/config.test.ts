import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { yamlText } from '../../src/cli/yaml-text.ts';
import { plain } from '../../src/compose/plain.ts';
import { parseYaml } from '../../src/compose/yaml.ts';
import { collector } from '../../src/diagnostics/declare.ts';
import { Source } from '../../src/source/source.ts';
import fc from '../seeded.ts';

async function config(args: readonly string[], cwd: string, stdin = '', env = {}) {
  let out = '';
  let err = '';
  const code = await run(['config', ...args], {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    cwd: () => cwd,
    env,
    readStdin: () => new TextEncoder().encode(stdin),
  });
  return { code, out, err };
}

const file = `
services:
  web:
    image: nginx:\${TAG:-1}
    ports: ["80:80"]
    labels: {price: "5$$", when: "2020-01-01", flag: "yes", n: "0123"}
    volumes: [data:/d]
  tool:
    image: tool
    profiles: [dev]
  app:
    build: .
volumes: {data: }
`;

describe('config', () => {
  it('prints lists of names', async () => {
    const read = async (flag: string) => (await config(['-f', '-', '-p', 'p', flag], '/', file)).out;
    expect(await read('--services')).toBe('app\nweb\n');
    expect(await read('--volumes')).toBe('data\n');
    expect(await read('--images')).toBe('nginx:1\np-app\n');
    expect(await read('--profiles')).toBe('dev\n');
    expect(await read('--variables')).toBe('NAME   REQUIRED   DEFAULT VALUE   ALTERNATE VALUE\nTAG    false      1\n');
    expect(await read('--quiet')).toBe('');
  });

  it('leaves variables as they are when asked', async () => {
    const { out } = await config(['-f', '-', '--no-interpolate', '--format', 'json'], '/x', file);
    const { services } = JSON.parse(out);
    expect(services.web.image).toBe('nginx:${TAG:-1}');
    expect(services.web.labels.price).toBe('5$$');
  });

  it('prints nothing for a project with errors', async () => {
    const { code, out } = await config(['-f', '-'], '/', 'services: {a: {imag: x}}');
    expect([code, out]).toEqual([1, '']);
  });

  it.each([
    ['a build context that is no text', 'build: {additional_contexts: {a: true, b: 5}}'],
    ['an SSH key that is no text', 'build: {context: ., ssh: {a: true}}'],
    [
      'an empty list of devices',
      'deploy: {resources: {reservations: {devices: [{capabilities: [gpu], device_ids: []}]}}}',
    ],
    ['a GPU request for none', 'gpus: [{count: 0}]'],
    ['an empty network mode', 'network_mode: ""'],
    ['an empty Dockerfile', 'build: {context: ., dockerfile_inline: ""}'],
    ['an empty name of a Dockerfile', 'build: {context: ., dockerfile: ""}'],
    ['numbers as labels', 'labels: {a: 0x10, b: 1e3, c: 0o17}'],
  ])('reads back what it writes: %s', async (_, keys) => {
    const first = await config(['-f', '-'], '/p', `services: {a: {image: x, ${keys}}}`);
    expect(first.code).toBe(0);
    expect((await config(['-f', '-'], '/p', first.out)).out).toBe(first.out);
  });

  it('says once that a build context is a list', async () => {
    const { err } = await config(
      ['-f', '-', '-p', 'p'],
      '/',
      'services: {a: {build: {additional_contexts: {a: [x]}}}}',
    );
    expect(err.match(/error\[.*?\]/g)).toEqual(['error[schema/wrong-type]']);
  });

  const corpus = join(import.meta.dirname, '../../../shared/corpus');
  const cases = existsSync(corpus) ? readdirSync(corpus).sort() : [];
  if (cases.length === 0)
    process.stdout.write('test/compose/config.test.ts: no corpus beside the repository, skipped\n');

  it.skipIf(cases.length === 0)('is a fixed point, as JSON and as YAML', async () => {
    for (const name of cases) {
      const { args } = JSON.parse(readFileSync(join(corpus, name, 'case.json'), 'utf8'));
      const files = join(corpus, name, 'files');
      const cwd = existsSync(files) ? files : join(corpus, name);
      const flags = (args.files ?? []).flatMap((one: string) => ['-f', one]);
      const first = await config([...flags, '--format', 'json'], cwd, '', args.env);
      if (first.code !== 0) continue;
      for (const format of ['json', 'yaml']) {
        const printed = await config([...flags, '--format', format], cwd, '', args.env);
        const again = await config(['-f', '-', '--project-directory', cwd, '--format', 'json'], cwd, printed.out);
        expect(again.err.includes('error['), `${name}: ${again.err}`).toBe(false);
        expect(JSON.parse(again.out), name).toEqual(JSON.parse(first.out));
      }
    }
  });

  it('writes YAML that reads back to the same values', () => {
    const { report, findings } = collector();
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(
          'yes',
          'off',
          '0123',
          '1_000',
          '2020-01-01',
          '~',
          '<<',
          'a: b',
          '# c',
          ' x ',
          'l\nm\n',
          '',
          '- a',
          '0x1f',
          '1e3',
          '22:22',
          '\u0085',
          '\u007f',
          '%a',
          '@b',
          '`c',
          '"',
          "'",
        ),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (one) => {
        const text = yamlText({ one });
        const [node] = parseYaml(new Source('f', text), report) ?? [];
        expect(findings, text).toEqual([]);
        expect(
          node && JSON.stringify(plain(node, (scalar) => (typeof scalar === 'bigint' ? Number(scalar) : scalar))),
        ).toBe(JSON.stringify({ one }));
      }),
      { numRuns: 100 },
    );
  });
});
