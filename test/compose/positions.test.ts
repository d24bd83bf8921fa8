import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/compose/host.ts';
import { load } from '../../src/compose/load.ts';
import { locate } from '../../src/compose/project.ts';
import { place } from '../../src/diagnostics/place.ts';
import type { Path } from '../../src/source/node.ts';
import type { Span } from '../../src/source/source.ts';

function read(files: Record<string, string>, request = {}, env = {}) {
  const named = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/p/${name}`, text]));
  const host = memoryHost(named, { cwd: '/p', env });
  const { value, diagnostics } = load({ files: ['/p/compose.yaml'], ...request }, host);
  const at = (path: Path) => {
    const found = value && locate(value.tree, path);
    return found && [show(found.place), ...found.related.map((one) => `${one.message} ${show(one.place)}`)];
  };
  const findings = place(diagnostics, value).map(
    (one) => `${one.code} ${one.place ? show(one.place) : one.path.join('.')}`,
  );
  return { value, at, findings };
}

function show({ source, start, end }: Span): string {
  const { line, column } = source.position(start);
  return `${source.name.replace('/p/', '')}:${line}:${column} ${JSON.stringify(source.text.slice(start, end))}`;
}

describe('places', () => {
  it('of a value that another file overrides', () => {
    const { at } = read(
      {
        'compose.yaml': 'services:\n  web:\n    image: one\n',
        'over.yaml': 'services:\n  web:\n    image: two\n',
      },
      { files: ['/p/compose.yaml', '/p/over.yaml'] },
    );
    expect(at(['services', 'web', 'image'])).toEqual([
      'over.yaml:3:12 "two"',
      'overrides this value compose.yaml:3:12 "one"',
    ]);
  });

  it('of a value that is extended', () => {
    const { at } = read({
      'compose.yaml': 'services:\n  web:\n    extends: {file: base.yaml, service: base}\n',
      'base.yaml': 'services:\n  base:\n    image: one\n',
    });
    expect(at(['services', 'web', 'image'])).toEqual([
      'base.yaml:3:12 "one"',
      expect.stringMatching(/^extended from here compose.yaml:3:/),
    ]);
  });

  it('of a value that is included', () => {
    const { at } = read({
      'compose.yaml': 'include:\n  - sub.yaml\nservices: {}\n',
      'sub.yaml': 'services:\n  web:\n    image: one\n',
    });
    expect(at(['services', 'web', 'image'])).toEqual([
      'sub.yaml:3:12 "one"',
      'included from here compose.yaml:2:5 "sub.yaml"',
    ]);
  });

  it('of anchors and merge keys', () => {
    const { at } = read({
      'compose.yaml': 'x-a: &a {image: one}\nx-e: &e {A: "1"}\nservices:\n  web:\n    <<: *a\n    environment: *e\n',
    });
    expect(at(['services', 'web', 'image'])).toEqual([
      'compose.yaml:1:17 "one"',
      'merged in here compose.yaml:5:5 "<<"',
    ]);
    expect(at(['services', 'web', 'environment', 'A'])?.[0]).toBe('compose.yaml:2:14 "1"');
    expect(at(['services', 'web', 'environment'])).toContain('used here through an alias compose.yaml:6:18 "*e"');
  });

  it('of variables from .env and env_file', () => {
    const { at } = read({
      'compose.yaml': 'services:\n  web:\n    image: x:$TAG\n    env_file: a.env\n    environment:\n      OWN: y\n',
      '.env': '# c\nTAG=1\n',
      'a.env': 'ONE=1\nexport TWO="2"\nOWN=z\n',
    });
    expect(at(['services', 'web', 'image'])).toEqual([
      'compose.yaml:3:12 "x:$TAG"',
      'the variable is written here .env:2:1 "TAG=1"',
    ]);
    expect(at(['services', 'web', 'environment', 'TWO'])).toEqual(['a.env:2:8 "TWO=\\"2\\""']);
    expect(at(['services', 'web', 'environment', 'OWN'])).toEqual([
      'compose.yaml:6:12 "y"',
      'overrides this value a.env:3:1 "OWN=z"',
    ]);
  });

  it('of short forms', () => {
    const { at } = read({ 'compose.yaml': 'services:\n  web:\n    image: x\n    ports:\n      - "8080:80"\n' });
    expect(at(['services', 'web', 'ports', 0, 'target'])).toEqual(['compose.yaml:5:15 "80"']);
  });

  it('of a variable inside a value', () => {
    const { findings } = read({ 'compose.yaml': 'services:\n  web:\n    image: "a/${NO}:${ALSO}"\n' });
    expect(findings).toEqual([
      'variable/unset compose.yaml:3:15 "${NO}"',
      'variable/unset compose.yaml:3:21 "${ALSO}"',
    ]);
  });
});

describe('errors', () => {
  it('are all told at once, in the order of the file', () => {
    const { findings } = read({
      'compose.yaml': `services:
  one: {imag: x, image: y, image: z}
  two: {image: "\${NO:?needed}", ports: [{tarrget: 1}, true]}
  three: {image: x, command: {}, scale: many, depends_on: [nobody]}
volumes: [x]
`,
    });
    expect(findings.map((finding) => finding.split(' ').slice(0, 2).join(' '))).toEqual([
      'schema/unknown-key compose.yaml:2:9',
      'yaml/duplicate-key compose.yaml:2:28',
      'variable/required compose.yaml:3:17',
      'schema/unknown-key compose.yaml:3:42',
      'schema/wrong-type compose.yaml:3:55',
      'schema/wrong-type compose.yaml:4:21',
      'variable/wrong-type compose.yaml:4:41',
      'depends_on/undefined-service compose.yaml:4:60',
      'schema/wrong-type compose.yaml:5:1',
    ]);
  });

  it.each<[string, string, string]>([
    ['a list at the top', '- a\n', 'file/not-a-mapping compose.yaml:1:1 "-"'],
    ['a word', 'word\n', 'file/not-a-mapping compose.yaml:1:1 "w"'],
    ['an empty file', '', 'file/empty compose.yaml:1:1 ""'],
    ['a comment', '# nothing\n', 'file/empty compose.yaml:1:1 ""'],
    ['an empty mapping', '{}\n', 'file/empty compose.yaml:1:1 ""'],
    ['a version alone', 'version: "3"\n', 'file/empty compose.yaml:1:1 ""'],
    ['an empty document', 'services: {a: {image: x}}\n---\n', 'file/not-a-mapping compose.yaml:'],
    ['an empty document before', '---\n---\nservices: {a: {image: x}}\n', 'file/not-a-mapping compose.yaml:'],
    ['a tab', 'services:\n\ta: {}\n', 'yaml/syntax compose.yaml:2:'],
    ['bad indentation', 'services:\n  a:\n    image: x\n   b: y\n', 'yaml/syntax compose.yaml:'],
  ])('%s', (_title, text, expected) => {
    expect(read({ 'compose.yaml': text }).findings[0]).toContain(expected);
  });

  it('of an env_file of include lead to where it is named', () => {
    const files = {
      'compose.yaml': 'include:\n  - path: a.yaml\n    env_file: [b.env, none.env]\n',
      'a.yaml': 'services: {a: {image: x}}',
      'b.env': '',
    };
    expect(read(files).findings).toEqual(['file/env-file-unreadable compose.yaml:3:23 "none.env"']);
  });

  it('never hold a value of the environment', () => {
    const { value, findings } = read(
      {
        'compose.yaml': 'services:\n  web:\n    image: x\n    scale: ${N}\n    tty: ${N}\n    command: ${NO:?a $N b}\n',
        '.env': 'N=hunter2\n',
      },
      {},
      {},
    );
    expect(value).toBeDefined();
    expect(findings.length).toBeGreaterThan(2);
    const { diagnostics } = load(
      { files: ['/p/compose.yaml'] },
      memoryHost(
        {
          '/p/compose.yaml':
            'services: {a: {image: x, scale: "$N", mem_limit: "$N", ports: ["$N"], tty: "$N", command: "${Q:?$N}"}}',
          '/p/.env': 'N=hunter2\n',
        },
        { cwd: '/p' },
      ),
    );
    expect(JSON.stringify(diagnostics.map(({ message, why, fix }) => [message, why, fix]))).not.toContain('hunter2');
  });

  it('name the file that is missing', () => {
    expect(read({ 'x.yaml': '' }).findings).toEqual(['file/unreadable ']);
    expect(read({ 'compose.yaml': 'include: [gone.yaml, "https://example.com/x.yaml"]\n' }).findings).toEqual([
      'file/unreadable compose.yaml:1:11 "gone.yaml"',
      'file/remote compose.yaml:1:23 "https://example.com/x.yaml"',
    ]);
  });
});

describe('hostile files', () => {
  it('include one another without end', () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `${i}.yaml`,
        `include: [${`${i + 1}.yaml, `.repeat(5)}]\nservices: {s${i}: {image: x}}\n`,
      ]),
    );
    const { findings } = read({ ...files, 'compose.yaml': 'include: [0.yaml]\n', '12.yaml': 'services: {}' });
    expect(findings.length).toBeLessThan(100);
  });

  it('double a variable again and again', () => {
    const env = ['A0=xxxxxxxxxx', ...Array.from({ length: 60 }, (_, i) => `A${i + 1}=$A${i}$A${i}`)].join('\n');
    const { findings } = read({ 'compose.yaml': 'services: {a: {image: $A60}}\n', '.env': env });
    expect(findings[0]).toContain('variable/too-large .env:');
  });

  it('have keys that mean something to JavaScript', () => {
    const { value, findings } = read({
      'compose.yaml':
        'services:\n  __proto__: {image: x}\n  constructor: {image: y, environment: {__proto__: z, toString: t}}\n',
    });
    expect(findings).toEqual([]);
    expect(Object.keys(value?.model.services ?? {})).toEqual(['__proto__', 'constructor']);
    expect(
      Object.keys(new Map(Object.entries(value?.model.services ?? {})).get('constructor')?.environment ?? {}),
    ).toEqual(['__proto__', 'toString']);
  });
});
