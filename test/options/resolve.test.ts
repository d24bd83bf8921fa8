import { describe, expect, test } from 'vitest';
import type { ProjectModel } from '../../src/compose/model.ts';
import type { Project } from '../../src/compose/project.ts';
import { type Codes, type OptionInput, resolveOptions } from '../../src/options/resolve.ts';
import { Source } from '../../src/source/source.ts';

const targetGroup = 'arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/blog/6d0ecf831eec9f09';
const codes: Codes = new Map([
  ['ports/protocol', { severity: 'error', allow: 'the port is left out' }],
  ['ports/none', { severity: 'error' }],
  ['memory/defaulted', { severity: 'warning' }],
]);

function project(extension: unknown, model: Partial<ProjectModel> = {}): Project {
  const source = new Source('compose.yaml', '');
  return {
    model: { name: 'blog', services: { web: {}, db: {} }, ...model, 'x-ecs': extension },
    tree: { kind: 'map', entries: new Map(), source, start: 0, end: 0 },
    directory: '/srv/blog',
    v1: false,
    inactive: ['debug'],
  };
}

function resolve(input: OptionInput, extension?: unknown, model?: Partial<ProjectModel>) {
  const { value, diagnostics } = resolveOptions(input, project(extension, model), codes);
  return { value, said: diagnostics.map(({ code, path, message }) => ({ code, path, message })) };
}

describe('where a value comes from', () => {
  test('the written option, then x-ecs, then the default', () => {
    expect(resolve({}).value).toMatchObject({ target: 'ec2', logs: true, images: {} });
    expect(resolve({}, { target: 'external', cluster: 'a' }).value).toMatchObject({ target: 'external', cluster: 'a' });
    expect(resolve({ target: 'fargate' }, { target: 'external', cluster: 'a' }).value).toMatchObject({
      target: 'fargate',
      cluster: 'a',
    });
  });

  test('mappings add up, the written key winning', () => {
    const { value } = resolve({ images: ['web=b'] }, { images: { web: 'a', db: 'c' } });
    expect(value.images).toEqual({ web: 'b', db: 'c' });
  });

  test('x-ecs also takes the spelling of the flags, and texts that interpolation left', () => {
    const extension = { image: { web: 'a' }, noLogs: 'true', defaultMemory: '256', subnets: 'subnet-1,subnet-2' };
    expect(resolve({}, extension)).toMatchObject({
      value: { images: { web: 'a' }, logs: false, defaultMemory: 256, subnets: ['subnet-1', 'subnet-2'] },
      said: [],
    });
  });

  test('texts of the command line and values of a library call mean the same', () => {
    const texts = resolve(
      {
        efs: ['data=fs-0123456789abcdef0:fsap-0123456789abcdef0'],
        targetGroups: [`web:80=${targetGroup}`],
        instanceMemory: '512',
      },
      undefined,
      { volumes: { data: {} } },
    );
    const values = resolve(
      {
        efs: { data: { fileSystemId: 'fs-0123456789abcdef0', accessPointId: 'fsap-0123456789abcdef0' } },
        targetGroups: [{ service: 'web', port: 80, arn: targetGroup }],
        instanceMemory: 512,
      },
      undefined,
      { volumes: { data: {} } },
    );
    expect(texts.said).toEqual([]);
    expect(texts).toEqual(values);
  });

  test('names and ARNs are taken as they are', () => {
    const names = {
      cluster: 'arn:aws-cn:ecs:cn-north-1:210987654321:cluster/shop',
      namespace: 'arn:aws:servicediscovery:eu-west-1:210987654321:namespace/ns-x',
      logGroup: '/ecs/shop.1#a',
      capacityProvider: 'FARGATE_SPOT',
    };
    expect(resolve(names)).toMatchObject({ value: names, said: [] });
  });

  test('a name that JavaScript knows is a name like any other', () => {
    const { value, said } = resolve({ images: ['__proto__=x'] }, undefined, {
      services: Object.fromEntries([['__proto__', {}]]),
    });
    expect(said).toEqual([]);
    expect(Object.entries(value.images)).toEqual([['__proto__', 'x']]);
  });
});

describe('what is wrong is said, at its place', () => {
  test.each<[string, OptionInput, string]>([
    ['a family', { family: 'a b' }, '--family'],
    ['a number', { defaultMemory: 'much' }, '--default-memory'],
    ['too small a number', { defaultMemory: 3 }, '--default-memory'],
    ['a target group without port', { targetGroups: [`web=${targetGroup}`] }, '--target-group'],
    ['a file system', { efs: ['data=fs'] }, '--efs'],
    ['a secret', { secrets: ['s=arn:aws:s3:::x'] }, '--secret'],
    ['a pair without "="', { images: ['web'] }, '--image'],
    ['a subnet', { subnets: ['eu-west-1'] }, '--subnets'],
    ['a relative folder', { hostRoot: 'srv' }, '--host-root'],
    ['a folder that climbs', { volumeRoot: '/srv/../etc' }, '--volume-root'],
    ['an address', { hostGateway: 'gateway' }, '--host-gateway'],
    ['a role', { taskRole: 'my role' }, '--task-role'],
    ['a role of another service', { taskRole: 'arn:aws:s3:::role' }, '--task-role'],
    ['a Region', { region: 'Europe' }, '--region'],
    ['a cluster', { cluster: 'my cluster' }, '--cluster'],
    ['an ARN of something else', { cluster: 'arn:aws:ecs:eu-west-1:210987654321:service/a/b' }, '--cluster'],
    ['a capacity provider', { capacityProvider: 'a b' }, '--capacity-provider'],
    ['a log group', { logGroup: '/ecs/*' }, '--log-group'],
    ['a namespace', { namespace: 'my shop' }, '--namespace'],
  ])('%s on the command line', (_, input, flag) => {
    const { said } = resolve(input);
    expect(said).toMatchObject([{ code: 'options/invalid', path: [] }]);
    expect(said[0]?.message).toContain(flag);
  });

  test('a value in x-ecs', () => {
    expect(resolve({}, { subnets: ['subnet-1', 'x'] }).said).toMatchObject([
      { code: 'options/invalid', path: ['x-ecs', 'subnets', 1] },
    ]);
  });

  test('a field that does not exist', () => {
    const { said } = resolve({}, { clutser: 'a', 'x-note': 1, taskDefinition: {} });
    expect(said).toMatchObject([{ code: 'x-ecs/unknown-field', path: ['x-ecs', 'clutser'] }]);
    expect(said[0]?.message).toContain('Did you mean "cluster"?');
  });

  test('x-ecs that is no mapping', () => {
    expect(resolve({}, 'ec2').said).toMatchObject([{ code: 'x-ecs/not-a-mapping', path: ['x-ecs'] }]);
  });

  test.each<[OptionInput, string]>([
    [{ images: ['wbe=x'] }, '"web"'],
    [{ targetGroups: [`dv:80=${targetGroup}`] }, '"db"'],
    [{ efs: ['dta=fs-0123456789abcdef0'] }, '"data"'],
    [{ secrets: ['pasword=name'] }, '"password"'],
  ])('a name that the project does not have: %j', (input, meant) => {
    const { said } = resolve(input, undefined, { volumes: { data: {} }, secrets: { password: {} } });
    expect(said).toMatchObject([{ code: 'options/unknown-name', path: [] }]);
    expect(said[0]?.message).toContain(`Did you mean ${meant}?`);
  });

  test('a service that a profile leaves out is still known', () => {
    expect(resolve({ images: ['debug=x'] }).said).toEqual([]);
  });
});

describe('which findings stop a conversion', () => {
  test('flags and x-ecs add up', () => {
    const { value } = resolve(
      { diagnostics: { allow: ['ports/protocol'] } },
      { diagnostics: { strict: true, deny: ['memory/defaulted'] } },
    );
    expect(value.diagnostics).toEqual({ strict: true, deny: ['memory/defaulted'], allow: ['ports/protocol'] });
  });

  test.each<[string, OptionInput['diagnostics'], string]>([
    ['an unknown code', { deny: ['memory/defauted'] }, 'options/unknown-code'],
    ['an unknown code', { allow: ['nothing'] }, 'options/unknown-code'],
    ['a warning that is allowed', { allow: ['memory/defaulted'] }, 'options/not-allowable'],
    ['an error that cannot be allowed', { allow: ['ports/none'] }, 'options/not-allowable'],
  ])('%s is an error', (_, diagnostics, code) => {
    expect(resolve({ diagnostics }).said).toMatchObject([{ code, path: [] }]);
  });

  test('a code in x-ecs is reported at its place', () => {
    expect(resolve({}, { diagnostics: { deny: ['x'], alow: [] } }).said).toMatchObject([
      { code: 'x-ecs/unknown-field', path: ['x-ecs', 'diagnostics', 'alow'] },
      { code: 'options/unknown-code', path: ['x-ecs', 'diagnostics', 'deny', 0] },
    ]);
  });
});
