import { describe, expect, test } from 'vitest';
import { shapes } from '../bench/shapes.ts';
import { type Compiled, compile } from '../src/compile.ts';
import { memoryHost } from '../src/compose/host.ts';

/** Size must not change what is found: a project of ten thousand services, made by hand so that each expectation can be counted. */

const count = 10_000;
const every = 1000;
const last = `s${count - 1}`;

/** Service `at` needs the one before it; every thousandth has a fault of each stage that can find one. */
function service(at: number): Record<string, unknown> {
  const faulty = at % every === every - 1;
  return {
    image: `registry.example/app:${at % 7}`,
    mem_limit: '64m',
    ports: [`${10_000 + at}:8080`],
    volumes: [`data${at}:/data`],
    ...(at > 0 ? { depends_on: [`s${at - 1}`], environment: { UPSTREAM: `http://s${at - 1}:8080/` } } : {}),
    ...(faulty
      ? {
          domainname: 'example.com',
          'x-ecs': { containerDefinition: { healthCheck: { command: ['CMD', 'x'], interval: 1 } } },
        }
      : {}),
  };
}

const names = Array.from({ length: count }, (_, at) => `s${at}`);
const project = (extra: Record<string, unknown> = {}): string =>
  JSON.stringify({
    name: 'big',
    services: { ...Object.fromEntries(names.map((name, at) => [name, service(at)])), ...extra },
    volumes: Object.fromEntries(names.map((_, at) => [`data${at}`, null])),
  });

const convert = (text: string): Compiled =>
  compile({ files: ['/compose.yaml'] }, memoryHost({ '/compose.yaml': text }, { cwd: '/' }));

const where = ({ diagnostics }: Compiled, code: string): string[] =>
  diagnostics.filter((each) => each.code === code).map(({ path }) => path.join('.'));

test('ten thousand services: every fault is found where it is, none elsewhere', { timeout: 120_000 }, () => {
  const made = convert(project());
  const faulty = names.filter((_, at) => at % every === every - 1);
  expect(where(made, 'domainname/dropped')).toEqual(faulty.map((name) => `services.${name}.domainname`));
  const errors = made.diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ service: name }) => name)).toEqual(faulty);
  expect(new Set(errors.map(({ code }) => code)).size).toBe(1);
  expect(made.deployment?.tasks).toHaveLength(count);
  expect(made.deployment?.references.filter(({ from }) => from === last).map(({ to, port }) => [to, port])).toEqual([
    [`s${count - 2}`, undefined],
    [`s${count - 2}`, 8080],
  ]);
});

test('ten thousand services: one that shares a volume joins one task, and no other', { timeout: 120_000 }, () => {
  const text = project({ twin: { image: 'registry.example/twin', volumes: [`data${count - 2}:/data`] } });
  const { deployment } = convert(text);
  const shared = deployment?.tasks.filter(({ services }) => services.length > 1) ?? [];
  expect(shared.map(({ services }) => services)).toEqual([[`s${count - 2}`, 'twin']]);
});

/** Shapes in which each thing was once compared with each other: minutes, where one pass takes less than a second. */
describe('twenty thousand of a kind end in time', () => {
  test.each([
    ['bind mounts of one service', 'volumes/copy-source', 20_000],
    ['bind mounts with long names', 'volumes/copy-source', 20_000],
    ['links of one service', 'grouping/too-many-tied', 1],
    ['secrets of one service', 'secrets/needs-arn', 20_000],
    ['variables that mention secrets', 'secrets/file-missing', 20_000],
    ['one bind mount for all', 'volumes/copy-source', 1],
    ['one network for all', 'networks/isolation-lost', 0],
    ['pairs that share no network', 'networks/isolation-lost', 10_000],
    ['one secret for all', 'secrets/needs-arn', 1],
    ['a volume for each, one folder of EFS', 'volume/efs-root-shared', 19_999],
    ['a volume for each, folders of EFS', 'volume/efs-root-shared', 0],
    ['needs in a row', 'links/unlike-same-image', 0],
    ['namespaces of one', 'grouping/too-many-tied', 1],
    ['networks in a row', 'network_mode/service-on-bridge', 19_999],
    ['volumes of containers', 'volumes-from/other-task', 0],
  ])('%s', { timeout: 20_000 }, (name, code, found) => {
    const text = shapes[name]?.(20_000) ?? '';
    const options = { group: name === 'needs in a row' ? 'project' : 'auto' } as const;
    const { deployment, diagnostics } = compile(
      { files: ['/big/compose.yaml'], options },
      memoryHost({ '/big/compose.yaml': text }, { cwd: '/big' }),
    );
    expect(deployment).toBeDefined();
    expect(diagnostics.filter((each) => each.code === code)).toHaveLength(found);
  });
});
