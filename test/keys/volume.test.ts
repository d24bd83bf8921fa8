import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';
import type { OptionInput } from '../../src/options/resolve.ts';

function run(text: string, options: OptionInput = {}) {
  const request = { options: { logs: false, ...options } };
  const { app, diagnostics } = compile(request, memoryHost({ '/p/compose.yaml': text }, { cwd: '/p' }));
  const said = diagnostics
    .filter(({ code }) => /^(volumes?|x-ecs)\//.test(code) && !code.includes('instance-local'))
    .map(({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`);
  return { volumes: app?.taskDefinitions[0]?.volumes ?? [], said, diagnostics };
}

const service = (name: string, ...mounts: string[]) =>
  `  ${name}:\n    image: acme/${name}:1\n    mem_limit: 64m\n    volumes:\n${mounts.map((each) => `      - ${each}\n`).join('')}`;
const project = (services: string, volumes = '') =>
  `name: demo\nservices:\n${services}${volumes && `volumes:\n${volumes}`}`;

test('what is written on a volume reaches Docker, or is said', () => {
  const { volumes, said } = run(
    project(
      service('web', 'a.b:/a', 'odd:/o', 'far:/f', 'mine:/m'),
      `  a.b: {}
  odd: { driver_opts: { performance-mode: maxIO, type: tmpfs, device: tmpfs } }
  far: { driver: rexray/ebs, driver_opts: { size: 5 } }
  mine: { external: true, name: data }
  none: {}
`,
    ),
  );
  expect(volumes).toEqual([
    { name: 'demo_a-b', dockerVolumeConfiguration: { scope: 'shared', autoprovision: true } },
    {
      name: 'demo_odd',
      dockerVolumeConfiguration: {
        scope: 'shared',
        autoprovision: true,
        driverOpts: { type: 'tmpfs', device: 'tmpfs' },
      },
    },
    {
      name: 'demo_far',
      dockerVolumeConfiguration: {
        scope: 'shared',
        autoprovision: true,
        driver: 'rexray/ebs',
        driverOpts: { size: '5' },
      },
    },
    { name: 'data', dockerVolumeConfiguration: { scope: 'shared' } },
  ]);
  expect(said).toEqual([
    'warning volume/renamed volumes.a.b',
    'warning volume/driver-option-dropped volumes.odd.driver_opts.performance-mode',
    'warning volume/driver-plugin volumes.far.driver',
    'info volume/external volumes.mine',
    'info volume/unused volumes.none',
  ]);
});

test('a volume that binds a folder of this machine moves below the host root', () => {
  const { volumes, said } = run(
    project(service('web', 'bound:/b'), '  bound: { driver_opts: { type: none, o: bind, device: ./data } }\n'),
  );
  expect(volumes[0]?.dockerVolumeConfiguration?.driverOpts).toEqual({
    type: 'none',
    o: 'bind',
    device: '/srv/demo/data',
  });
  expect(said).toEqual(['warning volume/copy-device volumes.bound.driver_opts.device']);
});

test('where Docker does not fill it, a volume starts empty, sharply said when it is shared', () => {
  const volumes = '  data: { labels: { a: b } }\n';
  const alone = run(project(service('web', 'data:/var/www'), volumes), { volumeRoot: '/data' });
  expect(alone.said).toEqual([
    'info volume/starts-empty services.web.volumes.0',
    'warning volume/setting-dropped volumes.data.labels',
  ]);
  const shared = run(project(service('web', 'data:/var/www') + service('php', 'data:/var/www'), volumes), {
    volumeRoot: '/data',
  });
  expect(shared.said[0]).toBe('warning volume/not-filled services.web.volumes.0');
  const docker = run(project(service('web', 'data:/var/www') + service('php', 'data:/var/www'), volumes));
  expect(docker.said).toEqual([]);
});

test('two volumes of one file system root are told', () => {
  const efs = { aa: 'fs-12345678', bb: 'fs-12345678' };
  const { said } = run(project(service('web', 'aa:/a', 'bb:/b'), '  aa: {}\n  bb: {}\n'), { efs });
  expect(said.filter((one) => one.includes('shared'))).toEqual(['warning volume/efs-root-shared volumes.bb']);
});

test('one source mounted by two services is told once', () => {
  const { said, diagnostics } = run(
    project(service('web', './c:/c', '$' + '{X:-./d}:/d') + service('php', './c:/c:ro')),
  );
  expect(said).toEqual([
    'warning volumes/copy-source services.web.volumes.0',
    'warning volumes/copy-source services.web.volumes.1',
  ]);
  const hidden = diagnostics.filter(({ code }) => code === 'volumes/copy-source')[1];
  expect(`${hidden?.message}${hidden?.fix}`).not.toContain('/d on');
});

test.each([
  ['./a', '/srv/demo/a'],
  ['"./a b"', '/srv/demo/a b'],
  ['../a', '/srv/demo/_parent/a'],
  ['../../a/../b', '/srv/demo/_parent/_parent/b'],
  ['~/a', '/srv/demo/_home/a'],
  ['$' + '{X:-./a}/b', '/srv/demo/a/b'],
  ['$' + '{X:-/opt/a}', '/opt/a'],
  ['/opt/../a/', '/a'],
  ["'C:\\a\\b'", '/srv/demo/_drives/c/a/b'],
])('the source %s is %s on the instance', (source, path) => {
  const quoted = /^(["'])(.*)\1$/.exec(source);
  const mount = quoted ? `${quoted[1]}${quoted[2]}:/x${quoted[1]}` : `${source}:/x`;
  const text = project(service('web', mount));
  const { app } = compile(
    { options: { logs: false } },
    memoryHost({ '/home/me/demo/compose.yaml': text }, { cwd: '/home/me/demo', home: '/home/me' }),
  );
  expect(app?.taskDefinitions[0]?.volumes?.[0]?.host?.sourcePath).toBe(path);
});

test('a volume of one letter is a drive to Compose, and said', () => {
  const { said } = run(project(service('web', 'a:/a'), '  a: {}\n'));
  expect(said[0]).toBe('error volumes/relative-target services.web.volumes.0');
});

test('a source without ./ in a fig file may have meant a folder', () => {
  const { said } = run('web:\n  image: acme/web:1\n  mem_limit: 64m\n  volumes: ["conf:/etc/conf"]\n');
  expect(said).toEqual(['warning volumes/folder-of-fig services.web.volumes.0']);
});

test('x-ecs in a place where it is not read, and what is malformed, is said', () => {
  const text = `name: demo
services:
  web:
    image: acme/web:1
    mem_limit: 64m
    deploy: { x-ecs: { cpu: 1 } }
    volumes: [aa:/a]
    x-ecs: { memmory: 1, cpu: lots }
volumes:
  aa: { x-ecs: { efs: x } }
`;
  expect(run(text).said).toEqual([
    'warning x-ecs/misplaced services.web.deploy.x-ecs',
    'warning x-ecs/unknown-service-field services.web.x-ecs.memmory',
    'error x-ecs/invalid-field services.web.x-ecs.cpu',
    'warning x-ecs/misplaced volumes.aa.x-ecs',
  ]);
});
