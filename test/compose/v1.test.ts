import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../src/compose/host.ts';
import { load } from '../../src/compose/load.ts';

function read(text: string) {
  const { value, diagnostics } = load({}, memoryHost({ '/p/compose.yaml': text }, { cwd: '/p' }));
  return { value, codes: diagnostics.map(({ code }) => code) };
}

const service = (lines: string) =>
  `web:\n  image: nginx:1.28\n${lines.replace(/^/gm, '  ')}\ndb:\n  image: mysql:5.6\n`;

describe('what a file of fig says', () => {
  test.each<readonly [string, string, object]>([
    ['links', 'links: ["db:mysql"]', { links: ['db:mysql'] }],
    ['net', 'net: host', { network_mode: 'host' }],
    ['net of another service', 'net: "container:db"', { network_mode: 'service:db' }],
    ['net of a container', 'net: "container:other"', { network_mode: 'container:other' }],
    [
      'log_driver and log_opt',
      'log_driver: syslog\nlog_opt: {tag: web}',
      { logging: { driver: 'syslog', options: { tag: 'web' } } },
    ],
    ['memswap_limit', 'mem_limit: 64m\nmemswap_limit: 128m', { mem_limit: '67108864', memswap_limit: '134217728' }],
    ['volumes_from a service', 'volumes_from: [db]', { volumes_from: ['db'] }],
    ['volumes_from a container', 'volumes_from: [other]', { volumes_from: ['container:other'] }],
  ])('%s', (_, lines, expected) => {
    const { value, codes } = read(service(lines));
    expect(codes).toEqual(['file/v1']);
    expect(value?.v1).toBe(true);
    expect(value?.model.services.web).toMatchObject(expected);
  });

  test.each([
    ['secrets', '[x]', '{file: ./x}'],
    ['configs', '[x]', '{file: ./x}'],
    ['models', '{x: {}}', '{model: m}'],
  ] as const)('a section alone makes no file of fig: %s', (section, use, value) => {
    const files = {
      '/p/compose.yaml': `services: {web: {image: nginx, ${section}: ${use}}}\n`,
      '/p/more.yaml': `${section}: {x: ${value}}\n`,
    };
    const { value: project, diagnostics } = load(
      { files: ['compose.yaml', 'more.yaml'] },
      memoryHost(files, { cwd: '/p' }),
    );
    expect(diagnostics).toEqual([]);
    expect(Object.keys(project?.model.services ?? {})).toEqual(['web']);
    expect(Object.keys(project?.model[section] ?? {})).toEqual(['x']);
    expect(read(`${section}: {image: nginx}\n`).codes).toEqual(['file/v1']);
  });

  test('dockerfile belongs to the build', () => {
    const { value } = read('web:\n  build: ./web\n  dockerfile: Other\n');
    expect(value?.model.services.web?.build).toMatchObject({ context: '/p/web', dockerfile: 'Other' });
  });

  test('extends another service', () => {
    const { value } = read(service('extends: {service: db}\ncommand: [run]'));
    expect(value?.model.services.web).toMatchObject({ image: 'nginx:1.28', command: ['run'] });
  });

  test('named volumes need no declaration and take the driver of the service', () => {
    const { value } = read(service('volume_driver: flocker\nvolumes: ["data:/data"]'));
    expect(value?.model.volumes).toMatchObject({ data: { name: 'data', driver: 'flocker' } });
  });
});

describe('which files are of fig', () => {
  test.each([
    ['services at top level', 'web:\n  image: x\n', true],
    ['beside an extension', 'web:\n  image: x\nx-note: text\n', true],
    ['services:', 'services:\n  web:\n    image: x\n', false],
    ['version:', 'version: "2"\nweb:\n  image: x\n', false],
    ['volumes:', 'volumes:\n  data:\n    name: x\n', false],
    ['include:', 'include: [other.yaml]\n', false],
    ['a value that is no mapping', 'web:\n  image: x\ntitle: text\n', false],
    ['extensions alone', 'x-web:\n  image: x\n', false],
  ])('%s', (_, text, v1) => {
    expect(read(text).codes.includes('file/v1')).toBe(v1);
  });
});
