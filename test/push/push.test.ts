import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EcsApp, ServiceDefinition, TaskDefinition } from '../../src/ecs/model.ts';
import { pending } from '../../src/push/plan.ts';
import { type EcsPort, PortError } from '../../src/push/port.ts';
import { carryOut, type PushReport, type PushRequest, plannedPush } from '../../src/push/push.ts';
import type { Clock } from '../../src/push/retry.ts';
import { connectEcs } from '../../src/push/sdk.ts';
import { type EcsServer, type Fault, startEcs } from './ecs-server.ts';

let server: EcsServer;
let port: EcsPort;
let stop: AbortController;

const clock: Clock = {
  now: () => 0,
  sleep: async (_milliseconds, signal) => {
    if (signal?.aborted) throw new PortError('aborted', 'wait', 'stopped');
  },
  random: () => 0.5,
  token: (() => {
    let count = 0;
    return () => `token-${++count}`;
  })(),
};

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'dummy');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  server = await startEcs();
  stop = new AbortController();
  port = await connectEcs({ region: 'eu-west-1', endpointUrl: server.url, timeout: 800 }, stop.signal);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const definition = (family: string, image = 'nginx:1'): TaskDefinition => ({
  family,
  containerDefinitions: [
    {
      name: 'web',
      image,
      essential: true,
      memoryReservation: 128,
      portMappings: [{ containerPort: 80, hostPort: 0 }],
      environment: [{ name: 'TOKEN', value: 'planted-secret' }],
    },
  ],
  requiresCompatibilities: ['EC2'],
});

const service = (serviceName: string, more: Partial<ServiceDefinition> = {}): ServiceDefinition => ({
  serviceName,
  taskDefinition: serviceName,
  desiredCount: 1,
  ...more,
});

const request = (
  names: readonly string[],
  more: Partial<PushRequest> & { image?: string; service?: Partial<ServiceDefinition> } = {},
): PushRequest => {
  const app: EcsApp = {
    project: 'shop',
    target: 'ec2',
    taskDefinitions: names.map((name) => definition(name, more.image)),
    services: names.map((name) => service(name, more.service)),
    runTasks: [],
    routes: [],
    groups: [],
  };
  const { image: _, service: __, ...rest } = more;
  return {
    app,
    cluster: 'default',
    needs: new Map(),
    scaled: new Set(),
    leftOut: new Set(),
    registerOnly: false,
    forceNewDeployment: false,
    prune: false,
    ...rest,
  };
};

async function push(what: PushRequest): Promise<PushReport> {
  const plan = await plannedPush(what, port);
  return carryOut(plan, what, {
    port,
    clock,
    signal: stop.signal,
    onStep: () => undefined,
    onProgress: () => undefined,
  });
}

const outcomes = (report: PushReport): string[] =>
  report.results.map(({ step, outcome }) => `${step.kind === 'service' ? step.name : step.family} ${outcome}`);

describe('push', () => {
  test('registers and creates; the second run makes no mutating call', async () => {
    const first = await push(request(['web']));
    expect(first.ok).toBe(true);
    expect(server.mutations()).toEqual(['RegisterTaskDefinition', 'CreateService']);
    const second = await push(request(['web']));
    expect(outcomes(second)).toEqual(['web unchanged', 'web unchanged']);
    expect(server.mutations()).toEqual(['RegisterTaskDefinition', 'CreateService']);
  });

  test('a new image is a new revision and one update; an autoscaled count stands', async () => {
    await push(request(['web']));
    const live = server.services.get('web');
    if (live) live.desiredCount = 7;
    await push(request(['web'], { image: 'nginx:2' }));
    expect(server.mutations().slice(2)).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(server.services.get('web')).toMatchObject({ desiredCount: 7 });
    expect(String(server.services.get('web')?.taskDefinition)).toMatch(/web:2$/);
  });

  test('a written scale is sent', async () => {
    await push(request(['web']));
    await push(request(['web'], { service: { desiredCount: 3 }, scaled: new Set(['web']) }));
    expect(server.services.get('web')).toMatchObject({ desiredCount: 3 });
  });

  test('a removed load balancer is removed', async () => {
    const loadBalancers = [{ targetGroupArn: 'arn:tg', containerName: 'web', containerPort: 80 }];
    await push(request(['web'], { service: { loadBalancers } }));
    await push(request(['web']));
    expect(server.services.get('web')).toMatchObject({ loadBalancers: [] });
  });

  test('the plan shows changes and hides values', async () => {
    await push(request(['web']));
    const what = request(['web'], { image: 'nginx:2' });
    const container = what.app.taskDefinitions[0]?.containerDefinitions[0];
    if (container) container.environment = [{ name: 'TOKEN', value: 'other-secret' }];
    const plan = await plannedPush(what, port);
    expect(pending(plan)).toBe(true);
    const text = JSON.stringify(plan.definitions[0]?.changes);
    expect(text).toContain('containerDefinitions[web].image');
    expect(text).toContain('containerDefinitions[web].environment[TOKEN].value');
    expect(text).not.toMatch(/secret/);
    expect(server.mutations()).toHaveLength(2);
  });

  test('what UpdateService cannot change is blocked, with the way out, and nothing is deleted', async () => {
    await push(request(['web']));
    const report = await push(request(['web'], { service: { launchType: 'EXTERNAL' } }));
    expect(report.ok).toBe(false);
    expect(report.results[1]?.reason).toMatch(/launchType.*another name/s);
    expect(server.mutations()).toEqual(['RegisterTaskDefinition', 'CreateService']);
  });

  test('a daemon that is none any more cannot be updated', async () => {
    await push(request(['web'], { service: { schedulingStrategy: 'DAEMON' } }));
    const report = await push(request(['web']));
    expect(report.results[1]?.reason).toMatch(/schedulingStrategy is DAEMON, wanted REPLICA/);
  });

  test('another revision of a definition that is not of the project is a change', async () => {
    const arn = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/other:3';
    await push(request(['web'], { service: { taskDefinition: arn } }));
    const changes = async (taskDefinition: string) =>
      (await plannedPush(request(['web'], { service: { taskDefinition } }), port)).services[0]?.changes;
    expect(await changes('other:3')).toEqual([]);
    expect(await changes('other')).toEqual([]);
    expect(await changes('other:4')).toMatchObject([{ path: 'taskDefinition', before: 'other:3', after: 'other:4' }]);
    const waited = await push({ ...request(['web'], { service: { taskDefinition: 'other:3' } }), wait: 30 });
    expect(waited.waited).toEqual([{ service: 'web', outcome: 'steady' }]);
  });

  test('servers are created before their clients', async () => {
    const needs = new Map([['web', ['db']]]);
    await push(request(['web', 'db'], { needs }));
    const created = server.calls
      .filter(({ action }) => action === 'CreateService')
      .map(({ input }) => input.serviceName);
    expect(created).toEqual(['db', 'web']);
  });

  test('one failing service stops only those that need it', async () => {
    server.fault = (action, count) => (action === 'CreateService' && count === 1 ? { kind: 'denied' } : undefined);
    const report = await push(
      request(['web', 'db', 'mail'], {
        needs: new Map([
          ['web', ['db']],
          ['mail', []],
          ['db', []],
        ]),
      }),
    );
    expect(report.ok).toBe(false);
    const services = report.results.filter(({ step }) => step.kind === 'service');
    expect(services.map(({ outcome }) => outcome).sort()).toEqual(['done', 'failed', 'skipped']);
    expect(services.find(({ outcome }) => outcome === 'failed')?.reason).toContain('ecs:CreateService');
  });

  test('orphans are reported, and removed only by prune; a service left out is none', async () => {
    await push(request(['web', 'old', 'side']));
    const plan = await plannedPush(request(['web'], { leftOut: new Set(['side']) }), port);
    expect(plan.orphans.map(({ definition: { serviceName } }) => serviceName)).toEqual(['old']);
    expect(server.services.has('old')).toBe(true);
    const report = await push(request(['web'], { leftOut: new Set(['side']), prune: true }));
    expect(report.pruned).toEqual([{ service: 'old', outcome: 'removed' }]);
    expect([...server.services.keys()]).toEqual(['web', 'side']);
  });
});

describe('faults', () => {
  const phases = ['RegisterTaskDefinition', 'CreateService'] as const;
  const passing: readonly Fault['kind'][] = ['throttle', 'server-error', 'reset', 'lost-reply', 'hang'];

  test.each(phases.flatMap((phase) => passing.map((kind) => [kind, phase] as const)))(
    '%s at %s: done once',
    async (kind, phase) => {
      server.fault = (action, count) => (action === phase && count === 1 ? ({ kind } as Fault) : undefined);
      const report = await push(request(['web']));
      expect(report.ok).toBe(true);
      expect(server.mutations()).toEqual(['RegisterTaskDefinition', 'CreateService']);
      expect(server.definitions.get('web')).toHaveLength(1);
    },
  );

  test.each(passing)('%s at UpdateService: done once', async (kind) => {
    await push(request(['web']));
    server.fault = (action, count) => (action === 'UpdateService' && count === 1 ? ({ kind } as Fault) : undefined);
    const report = await push(request(['web'], { image: 'nginx:2' }));
    expect(report.ok).toBe(true);
    expect(server.mutations().slice(2)).toEqual(['RegisterTaskDefinition', 'UpdateService']);
  });

  test.each(['expired', 'denied'] as const)('%s: said, nothing half done, the next run completes', async (kind) => {
    server.fault = (action) => (action === 'CreateService' ? { kind } : undefined);
    const report = await push(request(['web']));
    expect(report.ok).toBe(false);
    expect(report.results[1]).toMatchObject({ outcome: 'failed' });
    server.fault = () => undefined;
    expect((await push(request(['web']))).ok).toBe(true);
    expect(server.mutations()).toEqual(['RegisterTaskDefinition', 'CreateService']);
  });

  test.each(['RegisterTaskDefinition', 'CreateService'] as const)(
    'stopped during %s: said, and a second run completes',
    async (phase) => {
      server.fault = (action) => (action === phase ? { kind: 'hook', run: () => stop.abort() } : undefined);
      const report = await push(request(['web']));
      expect(report.ok).toBe(false);
      expect(report.results.some(({ outcome }) => outcome === 'unsure' || outcome === 'interrupted')).toBe(true);
      server.fault = () => undefined;
      stop = new AbortController();
      port = await connectEcs({ region: 'eu-west-1', endpointUrl: server.url, timeout: 800 }, stop.signal);
      expect((await push(request(['web']))).ok).toBe(true);
      expect(server.mutations()).toEqual(['RegisterTaskDefinition', 'CreateService']);
    },
  );
});
