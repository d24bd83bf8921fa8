import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Compiled, compile } from '../src/compile.ts';
import { memoryHost } from '../src/compose/host.ts';
import { limits } from '../src/compose/limits.ts';
import { nodeHost } from '../src/node/host.ts';
import { cli, folder } from './cli/harness.ts';

/** Files that mean harm, or that no person wrote. Times are ten times and more what a slow machine needs. */

const patience = 60_000;

const convert = (texts: Readonly<Record<string, string>> | string): Compiled => {
  const files = typeof texts === 'string' ? { '/p/compose.yaml': texts } : texts;
  return compile({ files: [Object.keys(files)[0] ?? ''] }, memoryHost(files, { cwd: '/p' }));
};
const codes = ({ diagnostics }: Compiled): string[] => [...new Set(diagnostics.map(({ code }) => code))];
const errors = ({ diagnostics }: Compiled): string[] => [
  ...new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)),
];

test('aliases of aliases are not multiplied out', { timeout: patience }, () => {
  const levels = Array.from({ length: 30 }, (_, n) => `x-l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`)}]`);
  const bomb = `x-l0: &l0 [a]\n${levels.join('\n')}\nservices: {web: {image: nginx}}\n`;
  expect(errors(convert(bomb))).not.toEqual([]);
});

test.each([
  ['flow lists', `services: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['flow mappings', `services: ${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['unclosed', '['.repeat(100_000)],
  ['block lists', `services:\n  web:\n    command:\n      ${'- '.repeat(10_000)}x\n`],
  ['block mappings', Array.from({ length: 3000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
])('deep nesting is refused: %s', { timeout: patience }, (_, text) => {
  expect(errors(convert(text))).not.toEqual([]);
});

test('every one of more faults than a call takes arguments is found', { timeout: patience }, () => {
  const names = Array.from({ length: 140_000 }, (_, n) => `s${n}`);
  const { diagnostics } = convert(`services: {web: {image: nginx, depends_on: [${names}]}}`);
  expect(diagnostics.map(({ code }) => code)).toEqual(names.map(() => 'depends_on/undefined-service'));
});

test('documents are bounded as files are', { timeout: patience }, () => {
  const documents = (count: number) => Array(count).fill('---\nservices: {web: {image: nginx}}\n').join('');
  expect(errors(convert(documents(limits.documents)))).toEqual([]);
  expect(errors(convert(documents(limits.documents + 1)))).toEqual(['file/too-many']);
});

describe('a long text is not repeated without end', () => {
  const text = 'x'.repeat(1_000_000);
  const each = (keys: string, count = 1000) =>
    Array.from({ length: count }, (_, n) => `  s${n}: {image: nginx, ${keys}}\n`).join('');
  test.each([
    ['by aliases', { '/p/compose.yaml': `x-a: &a ${text}\nservices:\n${each('environment: {A: *a}')}` }],
    [
      'by a base',
      { '/p/compose.yaml': `services:\n${each('extends: base')}  base: {image: nginx, labels: {A: ${text}}}\n` },
    ],
    ['by an environment file', { '/p/compose.yaml': `services:\n${each('env_file: a.env')}`, '/p/a.env': `A=${text}` }],
    ['by a file of labels', { '/p/compose.yaml': `services:\n${each('label_file: a.env')}`, '/p/a.env': `A=${text}` }],
  ])('%s', { timeout: patience }, (_, files) => {
    expect(errors(convert(files))).toEqual(['file/too-much-text']);
  });

  test('nor are its words', { timeout: patience }, () => {
    const words = `x-a: &a ${'a '.repeat(20_000)}\nservices:\n${each('command: *a')}`;
    expect(errors(convert(words))).toEqual(['file/too-much-text']);
    expect(errors(convert(`services: {web: {image: nginx, command: ${'a '.repeat(5_000_000)}}}`))).toEqual([
      'file/too-much-text',
    ]);
  });

  test('but as often as there is room', { timeout: patience }, () => {
    const few = `x-a: &a ${text}\nservices:\n${each('command: [*a]', 20)}`;
    expect(errors(convert(few))).toEqual(['ecs/task-definition-size']);
  });
});

test.each([
  ['references', '${A:-b}'],
  ['references without a value', '$A '],
  ['references that are not closed', '${A:-'],
  ['braces', '{'],
])('one value of three megabytes: %s', { timeout: patience }, (_, part) => {
  const value = part.repeat(Math.floor(3_000_000 / part.length));
  expect(errors(convert(`services: {web: {image: nginx, command: "\${B:-c}${value}"}}`))).not.toEqual([]);
});

test('lists that must be unique are looked through once, where something else is wrong', { timeout: patience }, () => {
  const items = Array.from({ length: 300_000 }, (_, n) => `A${n}`);
  const many = convert(`services: {web: {image: nginx, bogus: 1, cap_add: [${items}]}}`);
  expect(errors(many)).toEqual(['schema/unknown-key']);
});

test('defaults within defaults are bounded', { timeout: patience }, () => {
  const deep = `${'${A:-'.repeat(10_000)}x${'}'.repeat(10_000)}`;
  expect(errors(convert(`services: {web: {image: "${deep}"}}`))).not.toEqual([]);
  const wide = '${A:-${B:-${C:-x}}}'.repeat(20_000);
  expect(errors(convert(`services: {web: {image: "${wide}"}}`))).not.toEqual([]);
});

test('a variable that is named often does not multiply a file', { timeout: patience }, () => {
  const text = `services:\n  web:\n    image: nginx\n    labels:\n${Array.from({ length: 2000 }, (_, n) => `      l${n}: "${'${BIG}'.repeat(50)}"`).join('\n')}\n`;
  const host = memoryHost({ '/p/compose.yaml': text }, { cwd: '/p', env: { BIG: 'x'.repeat(10_000) } });
  const { diagnostics } = compile({ files: ['/p/compose.yaml'] }, host);
  expect(diagnostics.map(({ code }) => code)).toEqual(['variable/too-large']);
});

test('includes of includes are bounded', { timeout: patience }, () => {
  const files: Record<string, string> = {};
  for (let n = 0; n < 30; n++)
    files[`/p/${n}.yaml`] = `include: [${Array(10).fill(`${n + 1}.yaml`)}]\nservices: {s${n}: {image: nginx}}\n`;
  files['/p/30.yaml'] = 'services: {last: {image: nginx}}\n';
  expect(errors(convert(files))).not.toEqual([]);
});

test('long chains of extends end', { timeout: patience }, () => {
  const service = (n: number) => `  s${n}: {extends: {service: s${n + 1}}}`;
  const chain = `services:\n${Array.from({ length: 5000 }, (_, n) => service(n)).join('\n')}\n  s5000: {image: nginx}\n`;
  convert(chain);
  const circle = convert(`services:\n${service(0)}\n  s1: {extends: {service: s0}}\n`);
  expect(errors(circle)).not.toEqual([]);
});

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

test.each(names)('%s is a name as any other', (name) => {
  const q = JSON.stringify(name);
  const project = (
    key: string,
  ) => `{"name":"demo","services":{${key}:{"image":"nginx","environment":{${key}:"x"},"labels":{${key}:"y"},
    "volumes":["${JSON.parse(key)}:/data"],"networks":{${key}:{}},"secrets":[${key}],"logging":{"driver":"json-file","options":{${key}:"1"}},"sysctls":{${key}:1}},
    "other":{"image":"redis","depends_on":{${key}:{"condition":"service_started"}},"environment":["HOST=${JSON.parse(key)}"]}},
    "volumes":{${key}:{}},"networks":{${key}:{}},"secrets":{${key}:{"external":true}}}`;
  const made = convert(project(q));
  const plain = convert(project('"plain"'));
  expect(codes(made)).toEqual(codes(plain));
  const same = (app: Compiled['app']) => JSON.stringify(app)?.replaceAll(name, 'plain');
  expect(same(made.app)?.length).toBe(same(plain.app)?.length);
});

test.each(names)('%s in x-ecs is an unknown field', (name) => {
  const field = `{${JSON.stringify(name)}: 1}`;
  const made = convert(`services: {web: {image: nginx, x-ecs: ${field}}}`);
  expect(codes(made)).toContain('x-ecs/unknown-service-field');
  convert(`services: {web: {image: nginx}}\nx-ecs: ${field}`);
  convert(
    `services: {web: {image: nginx, x-ecs: {taskDefinition: ${field}, service: ${field}, containerDefinition: ${field}}}}`,
  );
});

test.each(names)('a service %s has no image of its own in the options', (name) => {
  const made = convert(
    `{"services":{${JSON.stringify(name)}:{"image":"nginx","volumes":["data:/x"]}},"volumes":{"data":null}}`,
  );
  expect(made.app?.taskDefinitions[0]?.containerDefinitions[0]?.image).toBe('nginx');
});

test('nothing is written outside the folder of -o', async () => {
  const root = folder({
    'compose.yaml': `services:
  ../../x: {image: nginx}
  web: {image: nginx, container_name: ../../y, x-ecs: {task: ../../../z, taskDefinition: {family: ../../a}}}
  db: {image: postgres, x-ecs: {taskDefinition: {family: /tmp/b}, service: {serviceName: ../c}}}
`,
    'good.yaml': 'services:\n  a..b: {image: nginx}\n  CON: {image: nginx}\n',
  });
  for (const file of ['compose.yaml', 'good.yaml'])
    for (const group of ['auto', 'service'])
      for (const family of [undefined, '../../f', '/tmp/f'])
        await cli(
          ['convert', '-f', file, '--group', group, '-o', 'deep/er/out/', ...(family ? ['--family', family] : [])],
          { cwd: root },
        );
  const written = readdirSync(root, { recursive: true })
    .map(String)
    .filter(
      (path) => !path.startsWith('deep/er/out') && !['deep', 'deep/er', 'compose.yaml', 'good.yaml'].includes(path),
    );
  expect(written).toEqual([]);
  expect(readdirSync(join(root, 'deep/er/out')).filter((name) => !/^[\w-]+(\.[a-z-]+)?\.json$/.test(name))).toEqual([]);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const sequence = '\u001b]0;owned\u0007\u001b[2J\r\u202e\u061c\u009b31m';

test('no escape of a file reaches the terminal', async () => {
  const text = JSON.stringify({
    name: sequence,
    services: {
      [sequence]: { image: sequence, [sequence]: sequence },
      web: {
        image: `nginx${sequence}`,
        container_name: sequence,
        environment: { [sequence]: sequence },
        depends_on: [sequence],
        networks: [sequence],
        ports: [sequence],
        volumes: [`${sequence}:/x`],
        labels: { [sequence]: sequence },
        restart: sequence,
        command: [sequence],
        'x-ecs': { [sequence]: sequence },
      },
    },
  });
  const raw = `services:\n  web:\n    image: nginx ${sequence}\n    ${sequence}: 1\n`;
  const root = folder({
    'compose.yaml': text,
    'raw.yaml': raw,
    'good.yaml': JSON.stringify({
      services: {
        web: {
          image: 'nginx',
          labels: { [sequence]: sequence },
          environment: { A: sequence },
          command: [sequence],
          dns: '1.1.1.1',
          domainname: sequence,
          volumes: [`/h${sequence}:/y`],
        },
      },
    }),
  });
  const files = ['compose.yaml', 'raw.yaml', 'good.yaml', `missing${sequence}.yaml`];
  for (const file of files)
    for (const command of [
      ['convert'],
      ['convert', '--verbose'],
      ['convert', '--diagnostics', 'github'],
      ['convert', '--graph', 'mermaid'],
      ['convert', '--graph', 'dot'],
      ['convert', '--graph', 'svg'],
      ['check'],
      ['config', '-q'],
    ]) {
      const { stdout, stderr } = await cli([...command, '-f', file, '-p', 'demo'], { cwd: root });
      expect(stderr, `${command} ${file}`).not.toMatch(obeyed);
      expect(stdout, `${command} ${file}`).not.toMatch(obeyed);
    }
  for (const args of [
    ['convert', `--${sequence}`],
    [sequence],
    ['explain', sequence],
    ['convert', '--allow', sequence, '-f', 'good.yaml'],
    ['convert', '--target', sequence],
    ['convert', '-f', 'good.yaml', '-o', `${sequence}/`],
    ['convert', '--image', `${sequence}=x`, '-f', 'good.yaml'],
  ]) {
    const { stdout, stderr } = await cli(args, { cwd: root });
    expect(stderr, args.join(' ')).not.toMatch(obeyed);
    expect(stdout, args.join(' ')).not.toMatch(obeyed);
  }
});

test.each([
  ['NUL', 'services: {web: {image: "ng\u0000inx"}}'],
  ['escaped NUL', 'services: {web: {image: "ng\\0inx"}}'],
  ['lone surrogate', 'services: {web: {image: "ng\ud800inx", labels: {"\udc00": x}}}'],
  ['escaped surrogate', 'services: {web: {image: "ng\\ud800inx"}}'],
  [
    'empty keys',
    'services: {"": {"": ""}, web: {image: nginx, environment: {"": x}, labels: {"": ""}, volumes: [":", ""]}}\n"": {}',
  ],
  [
    'empty list items',
    'services: {web: {image: nginx, ports: ["", ":"], links: [""], depends_on: [""], networks: [""], secrets: [{}], configs: [{}]}}',
  ],
  [
    'mounts without a target',
    'services: {web: {image: nginx, volumes: [{type: volume}, {type: bind}, {type: tmpfs}]}}',
  ],
  [
    'huge numbers',
    `services: {web: {image: nginx, cpus: ${'9'.repeat(400)}, mem_limit: ${'9'.repeat(400)}, ports: ["${'9'.repeat(400)}"], ulimits: {nofile: ${'9'.repeat(400)}}, scale: 1e400, stop_grace_period: ${'9'.repeat(400)}h, cpu_shares: -1e99}}`,
  ],
  ['many ports', 'services: {web: {image: nginx, ports: ["1-65535", "1-65535:1-65535/udp"], expose: ["1-65535"]}}'],
  ['many replicas', 'services: {web: {image: nginx, deploy: {replicas: 9007199254740991}}}'],
])('ends with a word to the user: %s', { timeout: patience }, (_, text) => {
  expect(convert(text).diagnostics).not.toEqual([]);
});

test('one line of a million characters', { timeout: patience }, async () => {
  const root = folder({
    'compose.yaml': `{"services":{"web":{"image":"nginx","bogus":1,"environment":{${Array.from({ length: 40_000 }, (_, n) => `"V${n}":"value ${n}"`)}}}}}`,
    'word.yaml': 'a'.repeat(1_000_000),
    'dollars.yaml': `services: {web: {image: "${'$'.repeat(1_000_001)}"}}`,
    'braces.yaml': `services: {web: {image: "${'${A:-'.repeat(200_000)}"}}`,
  });
  for (const file of readdirSync(root)) {
    const { code } = await cli(['convert', '-f', file], { cwd: root, tty: true });
    expect([1, 2]).toContain(code);
  }
});

test.each([
  ['items', `services: {web: {image: nginx, command: [${'a,'.repeat(limits.values)}]}}`],
  ['documents', '---\n'.repeat(limits.values + 1)],
  ['lines', `services:\n  web:\n    image: nginx\n    environment:\n${'    - A\n'.repeat(limits.values)}`],
])('more values than the memory holds are refused before they are parsed: %s', (_, text) => {
  expect(errors(convert(text))).toEqual(['file/unreadable']);
});

test('comments and empty lines are no values', { timeout: patience }, () => {
  const text = `${'# a, [b], {c}\r\n  \r\n'.repeat(limits.values)}services: {web: {image: nginx}}\n`;
  expect(errors(convert(text))).toEqual([]);
});

test('a broken text of many faults is told by its first', { timeout: patience }, async () => {
  const root = folder({ 'compose.yaml': '"'.repeat(10_000_001) });
  const { code, stderr } = await cli(['convert'], { cwd: root });
  expect(code).toBe(1);
  expect(stderr.length).toBeLessThan(2000);
});

test('merge keys of merge keys do not multiply the places that a value came by', { timeout: patience }, () => {
  const links = Array.from({ length: 900 }, (_, n) => `x-${n + 1}: &a${n + 1} {<<: *a${n}, k${n}: 1}`).join('\n');
  const { diagnostics } = convert(
    `x-0: &a0 {bogus: 1}\n${links}\nservices: {web: {image: nginx, extends: {file: x}, logging: *a900}}\n`,
  );
  expect(Math.max(...diagnostics.map(({ related }) => related?.length ?? 0))).toBeLessThan(20);
});

test('text beyond the limit is refused unread', { timeout: patience }, () => {
  const text = `#${' '.repeat(limits.fileLength)}\nservices: {web: {image: nginx}}\n`;
  expect(errors(convert(text))).toEqual(['file/unreadable']);
});

test.skipIf(process.platform === 'win32')('devices and pipes are read within bounds', { timeout: patience }, () => {
  const root = folder({});
  const pipe = join(root, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const host = nodeHost({ cwd: root, env: {} });
  expect(host.read(pipe)).toEqual({ kind: 'text', text: '' });
  expect(host.read('/dev/zero').kind).toBe('too-large');
  expect(host.read('/dev/null')).toEqual({ kind: 'text', text: '' });
});

test.each(names)('%s is no word that a key knows', (name) => {
  const fig = convert(`web: {image: nginx, ${name}: 1}`);
  expect(fig.diagnostics.map(({ message }) => message).join()).not.toContain('native code');
  const made = convert(
    `services: {web: {image: nginx, ports: [{target: 80, app_protocol: ${name}}], environment: {URL: "${name}://web/", A: "$${name}"}, deploy: {update_config: {failure_action: ${name}}, placement: {constraints: ["node.platform.arch == ${name}"]}}}}`,
  );
  expect(codes(made)).toEqual(expect.arrayContaining(['ports/app-protocol', 'deploy/failure-action-unknown']));
});
