import { describe, expect, test } from 'vitest';
import type { Mount, ProjectModel, Service } from '../../src/compose/model.ts';
import type { Project } from '../../src/compose/project.ts';
import { collector } from '../../src/diagnostics/declare.ts';
import type { ContainerDraft, TaskDraft } from '../../src/ecs/draft.ts';
import { tmpfs } from '../../src/keys/service/tmpfs.ts';
import { volumes } from '../../src/keys/service/volumes.ts';
import { volumesFrom } from '../../src/keys/service/volumes-from.ts';
import { volumeStorages } from '../../src/keys/storage/volume-storage.ts';
import { defaultOptions, type Options } from '../../src/options/options.ts';
import type { Deployment, TaskPlan } from '../../src/plan/deployment.ts';
import { Source } from '../../src/source/source.ts';

const plan: TaskPlan = {
  family: 'shop',
  serviceName: 'shop',
  services: ['web', 'db'],
  reasons: [],
  networkMode: 'bridge',
  run: 'service',
  count: 1,
};

function world(model: Partial<ProjectModel> = {}, options: Partial<Options> = {}) {
  const source = new Source('compose.yaml', '');
  const tree = { kind: 'map', entries: new Map(), source, start: 0, end: 0 } as const;
  const project: Project = {
    model: { name: 'shop', services: {}, ...model },
    tree,
    directory: '/home/me/shop',
    v1: false,
    inactive: [],
  };
  const container = (service: string): ContainerDraft => ({
    service,
    definition: { name: service, image: '' },
    needs: {},
  });
  const containers = [container('web'), container('db')];
  const task: TaskDraft = { plan, containers, definition: {}, service: {}, volumes: new Map() };
  const { report, findings } = collector();
  const deployment = {
    containerNames: new Map(plan.services.map((name) => [name, name])),
    dataOnly: new Set<string>(),
    taskOf: new Map(plan.services.map((name) => [name, plan])),
  } as unknown as Deployment;
  const all = { ...defaultOptions, ...options };
  const contextOf = (name: string, key: string) => ({
    path: ['services', name, key],
    name,
    service: {} as Service,
    project,
    deployment,
    options: all,
    storageOf: volumeStorages(project, all),
    task,
    container: task.containers.find((one) => one.service === name) ?? container(name),
    report,
  });
  const mount = (name: string, ...mounts: Mount[]) => volumes.map(mounts, contextOf(name, 'volumes'));
  const codes = () =>
    findings.map((finding) => `${finding.severity} ${finding.code} ${finding.path.slice(3).join('.')}`.trim());
  const drafts = () => [...task.volumes.values()];
  return { mount, contextOf, task, findings, codes, drafts, web: containers[0]?.definition };
}

const named = (source: string, more: Partial<Mount> = {}): Mount => ({
  type: 'volume',
  source,
  target: '/data',
  ...more,
});
const bind = (source: string, more: Partial<Mount> = {}): Mount => ({ type: 'bind', source, target: '/data', ...more });

describe('named volumes', () => {
  const model = { volumes: { data: { name: 'shop_data' } } };

  test('become Docker volumes that outlive the task', () => {
    const { mount, drafts, web } = world(model);
    mount('web', named('data'));
    expect(drafts()).toEqual([
      {
        volume: { name: 'shop_data', dockerVolumeConfiguration: { scope: 'shared', autoprovision: true } },
        persistent: true,
        local: true,
        writers: [['services', 'web', 'volumes', 0]],
      },
    ]);
    expect(web?.mountPoints).toEqual([{ sourceVolume: 'shop_data', containerPath: '/data' }]);
  });

  test('are one volume of the task for all who mount it; only those who may write are writers', () => {
    const { mount, drafts } = world(model);
    mount('web', named('data', { read_only: true }));
    mount('db', named('data'));
    expect(drafts().map(({ writers }) => writers)).toEqual([[['services', 'db', 'volumes', 0]]]);
  });

  test('lie below the volume root when one is given', () => {
    const { mount, drafts } = world(model, { volumeRoot: '/data' });
    mount('web', named('data', { volume: { subpath: 'a/b' } }));
    expect(drafts()[0]?.volume).toEqual({ name: 'shop_data-a-b', host: { sourcePath: '/data/shop_data/a/b' } });
  });

  test('keep two names apart that ECS would spell alike', () => {
    const { mount, drafts } = world({ volumes: { 'a.b': { name: 'x.y' }, 'a-b': { name: 'x-y' } } });
    mount('web', named('a.b'), named('a-b', { target: '/b' }));
    expect(drafts().map(({ volume }) => volume.name)).toEqual([expect.stringMatching(/^x-y-[0-9a-f]{8}$/), 'x-y']);
  });

  test('on Fargate need EFS or the word that they may be lost', () => {
    const refused = world(model, { target: 'fargate' });
    refused.mount('web', named('data'));
    expect(refused.codes()).toEqual(['error volumes/needs-efs 0']);
    const lost = world(model, { target: 'fargate', ephemeralVolumes: true });
    lost.mount('web', named('data'));
    expect(lost.drafts()[0]).toMatchObject({ volume: { name: 'shop_data' }, persistent: false, local: false });
    expect(lost.codes()).toEqual(['warning volumes/ephemeral 0']);
  });

  test('take an EFS file system; an access point implies encryption', () => {
    const efs = { data: { fileSystemId: 'fs-12345678', accessPointId: 'fsap-12345678' } };
    const { mount, drafts } = world(model, { target: 'fargate', efs });
    mount('web', named('data'));
    expect(drafts()[0]).toMatchObject({
      volume: {
        efsVolumeConfiguration: {
          fileSystemId: 'fs-12345678',
          transitEncryption: 'ENABLED',
          authorizationConfig: { accessPointId: 'fsap-12345678' },
        },
      },
      persistent: true,
      local: false,
    });
  });

  test('on NFS of an EFS file system become EFS volumes, but for external instances', () => {
    const driver_opts = {
      type: 'nfs',
      o: 'addr=fs-0a1b2c3d.efs.eu-west-1.amazonaws.com,rw,nfsvers=4.1',
      device: ':/exports',
    };
    const volumesOf = { volumes: { data: { name: 'shop_data', driver_opts } } };
    const there = world(volumesOf, { target: 'fargate' });
    there.mount('web', named('data'));
    expect(there.drafts()[0]?.volume.efsVolumeConfiguration).toEqual({
      fileSystemId: 'fs-0a1b2c3d',
      rootDirectory: '/exports',
    });
    const outside = world(volumesOf, { target: 'external' });
    outside.mount('web', named('data'));
    expect(outside.drafts()[0]?.volume.dockerVolumeConfiguration?.driverOpts).toEqual(driver_opts);
  });

  test('cannot be entered by a subpath when Docker holds them', () => {
    const { mount, codes } = world(model);
    mount('web', named('data', { volume: { subpath: 'a' } }));
    expect(codes()).toEqual(['error volumes/subpath 0.volume.subpath']);
  });
});

describe('bind mounts', () => {
  test('absolute paths stay, once per task however often they are mounted', () => {
    const { mount, drafts, codes } = world();
    mount('web', bind('/srv/mysql/'));
    mount('db', bind('/srv/mysql', { read_only: true }));
    expect(drafts().map(({ volume }) => volume)).toEqual([{ name: 'srv-mysql', host: { sourcePath: '/srv/mysql' } }]);
    expect(codes()).toEqual([]);
  });

  test('paths of the project move below the host root and say so', () => {
    const { mount, drafts, codes } = world({}, { hostRoot: '/opt/x' });
    mount('web', bind('/home/me/shop'), bind('/home/me/shop/conf/my.cnf'));
    expect(drafts().map(({ volume }) => volume.host?.sourcePath)).toEqual(['/opt/x', '/opt/x/conf/my.cnf']);
    expect(codes()).toEqual(['warning volumes/copy-source 0', 'warning volumes/copy-source 1']);
  });

  test('Windows drives become folders below the host root', () => {
    const { mount, drafts } = world();
    mount('web', bind('C:\\Users\\me\\conf'));
    expect(drafts()[0]?.volume.host?.sourcePath).toBe('/srv/shop/_drives/c/Users/me/conf');
  });

  test('paths of the instance itself hold no data', () => {
    const { mount, drafts, codes } = world();
    mount('web', bind('/var/run/docker.sock'), bind('/'), bind('/etc/localtime'));
    expect(drafts().map(({ volume, persistent }) => [volume.name, persistent])).toEqual([
      ['var-run-docker-sock', false],
      ['root', false],
      ['etc-localtime', false],
    ]);
    expect(codes()).toEqual(['info volumes/docker-socket 0']);
  });

  test('are refused on Fargate, but for the clock', () => {
    const { mount, drafts, codes } = world({}, { target: 'fargate' });
    mount('web', bind('/srv/x'), bind('/etc/localtime'), bind('/var/run/docker.sock'));
    expect(drafts()).toEqual([]);
    expect(codes()).toEqual([
      'error volumes/bind-on-fargate 0',
      'info volumes/clock-dropped 1',
      'error volumes/docker-socket-on-fargate 2',
    ]);
  });
});

test('anonymous volumes are empty folders of the task', () => {
  const { mount, drafts, codes } = world();
  mount('web', { type: 'volume', target: '/var/lib/app' }, { type: 'volume', target: '/var/lib/app/' });
  expect(drafts().map(({ volume, persistent }) => [volume, persistent])).toEqual([
    [{ name: 'web-var-lib-app' }, false],
    [{ name: 'web-var-lib-app-2' }, false],
  ]);
  expect(codes()).toEqual(['info volumes/anonymous 0', 'info volumes/anonymous 1']);
});

test.each(['image', 'npipe', 'cluster'] as const)('a mount of type %s is refused', (type) => {
  const { mount, codes } = world();
  mount('web', { type, source: 'x', target: '/x' });
  expect(codes()).toEqual(['error volumes/type-refused 0']);
});

test('options that a mount point lacks are said at their own place', () => {
  const { mount, codes } = world();
  mount(
    'web',
    bind('/srv/x', {
      consistency: 'cached',
      bind: { propagation: 'rslave', recursive: 'disabled', selinux: 'z', create_host_path: false },
    }),
    bind('/srv/y', { bind: { propagation: 'rprivate', create_host_path: true } }),
    named('data', { volume: { nocopy: true } }),
  );
  expect(codes()).toEqual([
    'warning volumes/option-dropped 0.bind.propagation',
    'warning volumes/option-dropped 0.bind.recursive',
    'info volumes/option-idle 0.bind.selinux',
    'warning volumes/option-dropped 0.bind.create_host_path',
    'info volumes/option-idle 0.consistency',
    'warning volumes/option-dropped 2.volume.nocopy',
  ]);
});

test('tmpfs, short and long: MiB rounded up, 64 where nothing is written, options that ECS lists', () => {
  const { mount, contextOf, web, codes } = world();
  tmpfs.map(['/run:size=64m,noexec,mode=1777', '/tmp'], contextOf('web', 'tmpfs'));
  mount('web', { type: 'tmpfs', target: '/cache', tmpfs: { size: '100000000' } });
  expect(web?.linuxParameters?.tmpfs).toEqual([
    { containerPath: '/run', size: 64, mountOptions: ['noexec'] },
    { containerPath: '/tmp', size: 64 },
    { containerPath: '/cache', size: 96 },
  ]);
  expect(codes()).toEqual(['warning tmpfs/options-dropped 0', 'warning tmpfs/size-defaulted 1']);
});

test('volumes_from keeps its order and its mode', () => {
  const { contextOf, web, codes } = world({ services: { db: { container_name: 'shop_db' } } });
  volumesFrom.map(['db:ro', 'container:shop_db', 'container:elsewhere', 'db:z'], contextOf('web', 'volumes_from'));
  expect(web?.volumesFrom).toEqual([
    { sourceContainer: 'db', readOnly: true },
    { sourceContainer: 'db' },
    { sourceContainer: 'db' },
  ]);
  expect(codes()).toEqual(['error volumes-from/foreign-container 2', 'warning volumes-from/option-dropped 3']);
});
