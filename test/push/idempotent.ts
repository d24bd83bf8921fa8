import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/compile.ts';
import { nodeHost } from '../../src/node/host.ts';
import { serviceNeeds } from '../../src/push/needs.ts';
import { type PushPlan, pending } from '../../src/push/plan.ts';
import type { EcsPort } from '../../src/push/port.ts';
import { carryOut, type PushRequest, plannedPush } from '../../src/push/push.ts';

/** Folders of the fixtures that hold a Compose file. */
export const fixtureFolders: readonly string[] = ['fixtures/projects', 'fixtures/keys']
  .flatMap((top) => readdirSync(top, { recursive: true, encoding: 'utf8' }).map((name) => join(top, name)))
  .filter((folder) => existsSync(join(folder, 'compose.yaml')))
  .sort();

/** The push of a fixture, or undefined where it does not convert. */
export function requestOf(cwd: string, options: object): PushRequest | undefined {
  const { app, deployment, diagnostics } = compile({ files: ['compose.yaml'], options }, nodeHost({ cwd, env: {} }));
  if (!app || !deployment || diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  const scaled = deployment.tasks.filter(({ countPath }) => countPath).map(({ serviceName }) => serviceName);
  return {
    app,
    cluster: 'default',
    needs: serviceNeeds(deployment),
    scaled: new Set(scaled),
    leftOut: new Set(),
    registerOnly: false,
    forceNewDeployment: false,
    prune: false,
  };
}

const clock = { now: () => 0, random: () => 0, token: () => crypto.randomUUID(), sleep: async () => undefined };

/** Pushes, and returns what went wrong and what a second push would change: nothing, when all is well. */
export async function pushTwice(request: PushRequest, port: EcsPort): Promise<readonly string[]> {
  const context = { port, clock, onStep: () => undefined, onProgress: () => undefined };
  const { results } = await carryOut(await plannedPush(request, port), request, context);
  const failed = results.flatMap(({ reason }) => (reason ? [reason] : []));
  return failed.length > 0 ? failed : changesOf(await plannedPush(request, port));
}

const changesOf = (plan: PushPlan): string[] =>
  pending(plan)
    ? [...plan.definitions, ...plan.services].flatMap(({ action, changes }) =>
        action === 'none' ? [] : [`${action}: ${changes.map(({ path }) => path).join(', ')}`],
      )
    : [];
