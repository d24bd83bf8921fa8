import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EcsApp, ServiceDefinition } from '../../src/ecs/model.ts';
import { readLive } from '../../src/push/live.ts';
import { type EcsPort, PortError } from '../../src/push/port.ts';
import { carryOut, type PushRequest, plannedPush } from '../../src/push/push.ts';
import type { Clock } from '../../src/push/retry.ts';
import { connectEcs } from '../../src/push/sdk.ts';
import { runOnce } from '../../src/push/tasks.ts';
import { type EcsServer, type Fault, startEcs } from './ecs-server.ts';

/** Every fault in every phase of a push: what the run says, which calls took effect, and that the next run converges. */

/** Nothing waits in truth; the time of the waiting phase passes. */
function instantClock(): Clock {
  let now = 0;
  let tokens = 0;
  return {
    now: () => now,
    random: () => 0.5,
    token: () => `token-${++tokens}`,
    sleep: async (milliseconds, signal) => {
      now += milliseconds;
      if (signal?.aborted) throw new PortError('aborted', 'wait', 'stopped');
    },
  };
}

interface Scene {
  readonly server: EcsServer;
  port: EcsPort;
  stop: AbortController;
  readonly clock: Clock;
}

async function connect(scene: Omit<Scene, 'port' | 'stop'>): Promise<Scene> {
  const stop = new AbortController();
  const port = await connectEcs({ region: 'eu-west-1', endpointUrl: scene.server.url, timeout: 400 }, stop.signal);
  return { ...scene, port, stop };
}

const service = (serviceName: string): ServiceDefinition => ({
  serviceName,
  taskDefinition: serviceName,
  desiredCount: 1,
});

function app(names: readonly string[], image: string): EcsApp {
  return {
    project: 'shop',
    target: 'ec2',
    taskDefinitions: names.map((family) => ({
      family,
      containerDefinitions: [{ name: 'web', image, essential: true, memoryReservation: 128 }],
      requiresCompatibilities: ['EC2'],
    })),
    services: names.map(service),
    runTasks: [],
    routes: [],
    groups: [],
  };
}

const request = (names: readonly string[], image = 'nginx:1'): PushRequest => ({
  app: app(names, image),
  cluster: 'default',
  needs: new Map(),
  scaled: new Set(),
  leftOut: new Set(),
  registerOnly: false,
  forceNewDeployment: false,
  prune: true,
  wait: 60,
});

async function push(what: PushRequest, { port, clock, stop }: Scene): Promise<string> {
  try {
    const plan = await plannedPush(what, port);
    const context = { port, clock, signal: stop.signal, onStep: () => undefined, onProgress: () => undefined };
    const { ok, results, waited, pruned } = await carryOut(plan, what, context);
    if (ok) return 'done';
    const failed = [...results, ...waited, ...pruned].filter(
      ({ outcome }) => !['done', 'unchanged', 'steady', 'removed'].includes(outcome),
    );
    return failed.map(({ outcome, reason }) => `${outcome}: ${reason}`).join(' | ');
  } catch (error) {
    if (error instanceof PortError) return `nothing begun (${error.kind}): ${error.message}`;
    throw error;
  }
}

async function runTask({ port, clock, stop }: Scene): Promise<string> {
  const what = { app: app(['web'], 'nginx:1'), container: 'web', command: [], cluster: 'default' };
  return runOnce(what, port, clock, stop.signal).then(
    ({ exitCode }) => (exitCode === 0 ? 'done' : `exit ${exitCode}`),
    (error: unknown) => {
      if (error instanceof PortError) return `failed (${error.kind}): ${error.message}`;
      throw error;
    },
  );
}

interface Phase {
  readonly name: string;
  readonly action: string;
  /** Calls of the action that pass before the fault plays. */
  readonly after?: number;
  /** What is there before. */
  readonly before?: (scene: Scene) => Promise<unknown>;
  readonly work: (scene: Scene) => Promise<string>;
  /** Mutating calls of a run without faults, and of all runs together. */
  readonly calls: readonly string[];
}

const first = ['RegisterTaskDefinition', 'CreateService'];
const change = ['RegisterTaskDefinition', 'UpdateService'];
const removal = ['UpdateService', 'DeleteService'];
const one = (scene: Scene) => push(request(['web']), scene);
const untagged = async (scene: Scene) => {
  await one(scene);
  for (const live of scene.server.services.values()) live.tags = [];
};
const both = (scene: Scene) => push(request(['web', 'old']), scene);

const phases: readonly Phase[] = [
  { name: 'read definitions', action: 'DescribeTaskDefinition', work: one, calls: first },
  { name: 'list services', action: 'ListServices', work: one, calls: first },
  { name: 'read services', action: 'DescribeServices', work: one, calls: first },
  { name: 'register', action: 'RegisterTaskDefinition', work: one, calls: first },
  { name: 'create', action: 'CreateService', work: one, calls: first },
  { name: 'wait', action: 'DescribeServices', after: 1, work: one, calls: first },
  { name: 'wait (tasks)', action: 'ListTasks', work: one, calls: first },
  {
    name: 'update',
    action: 'UpdateService',
    before: one,
    work: (scene) => push(request(['web'], 'nginx:2'), scene),
    calls: change,
  },
  { name: 'tag', action: 'TagResource', before: untagged, work: one, calls: ['TagResource'] },
  { name: 'prune, scale', action: 'UpdateService', before: both, work: one, calls: removal },
  { name: 'prune, delete', action: 'DeleteService', before: both, work: one, calls: removal },
  { name: 'run', action: 'RunTask', before: one, work: runTask, calls: ['RunTask'] },
  { name: 'run, watch', action: 'DescribeTasks', before: one, work: runTask, calls: ['RunTask'] },
];

const passing = ['throttle', 'server-error', 'reset', 'slow', 'lost-reply'] as const;
const lasting = ['expired', 'denied'] as const;
type Kind = (typeof passing)[number] | (typeof lasting)[number] | 'Ctrl-C';
/** Calls that may be made twice: they say how things shall be, or carry the same token. */
const repeatable = new Set(['UpdateService', 'TagResource', 'DeleteService', 'RunTask']);

const table: string[] = [];
let scene: Scene;

beforeEach(async ({ onTestFinished }) => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'planted-credential');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  const server = await startEcs();
  scene = await connect({ server, clock: instantClock() });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await server.close();
  });
});

afterAll(() => {
  if (process.env.FAULT_TABLE) process.stdout.write(`${table.join('\n')}\n`);
});

/** Plays one fault in one phase and gives back what the run said and which calls took effect. */
async function play({ action, after = 0, before, work, name }: Phase, kind: Kind): Promise<[string, string[]]> {
  const { server } = scene;
  await before?.(scene);
  const done = server.mutations().length;
  let seen = 0;
  server.fault = (called): Fault | undefined => {
    if (called !== action || ++seen <= after) return undefined;
    if (kind === 'Ctrl-C') return { kind: 'hook', run: () => scene.stop.abort() };
    if (kind === 'expired' || kind === 'denied') return { kind };
    return seen === after + 1 ? { kind: kind === 'slow' ? 'hang' : kind } : undefined;
  };
  const said = await work(scene);
  const made = server.mutations().slice(done);
  server.fault = () => undefined;
  table.push(`| ${name} | ${kind} | ${said.replaceAll('|', '/')} | ${made.join(', ') || 'none'} |`);
  return [said, made];
}

/** Runs once more without faults; returns all mutating calls since the preparation. */
async function again({ work }: Phase, made: readonly string[]): Promise<[string, string[]]> {
  const { server, clock } = scene;
  const before = server.mutations().length;
  scene = await connect({ server, clock });
  const said = await work(scene);
  return [said, [...made, ...server.mutations().slice(before)]];
}

/** The same call twice in a row says the same twice; it changed something once. */
const distinct = (calls: readonly string[]): string[] =>
  calls.filter((call, i) => !repeatable.has(call) || call !== calls[i - 1]);

describe.each(phases)('$name', (phase) => {
  test.each(passing)('%s: done in one run, each thing once', { timeout: 60_000 }, async (kind) => {
    const [said, made] = await play(phase, kind);
    expect(said).toBe('done');
    expect(distinct(made)).toEqual(phase.calls);
    const runs = scene.server.calls.filter(({ action }) => action === 'RunTask');
    expect(new Set(runs.map(({ input }) => input.clientToken)).size).toBeLessThanOrEqual(1);
  });

  test.each(lasting)('%s: said with the action, and the next run completes', { timeout: 60_000 }, async (kind) => {
    const [said, made] = await play(phase, kind);
    // Why tasks stopped is not worth a failure.
    if (phase.action !== 'ListTasks' || kind === 'expired') {
      expect(said).not.toBe('done');
      expect(said).toContain(`ecs:${phase.action}`);
    }
    expect(said).not.toContain('planted');
    const [then, all] = await again(phase, made);
    expect(then).toBe('done');
    if (phase.action !== 'DescribeTasks') expect(distinct(all)).toEqual(phase.calls);
  });

  test('Ctrl-C: said, and the next run completes', { timeout: 60_000 }, async () => {
    const [said, made] = await play(phase, 'Ctrl-C');
    expect(said).toMatch(/stop|abort|Stopped/i);
    const [then, all] = await again(phase, made);
    expect(then).toBe('done');
    if (!phase.name.startsWith('run')) expect(distinct(all)).toEqual(phase.calls);
    expect((await readLive(app(['web'], ''), scene.port, 'default')).services.size).toBe(1);
  });
});
