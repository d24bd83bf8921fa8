import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bundle } from '../../src/emit/bundle.ts';
import { cli } from '../cli/harness.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/projects/', import.meta.url));
const cases = fileURLToPath(new URL('../../../shared/cases/ecs/', import.meta.url));

const role = 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole';
export const targets: Readonly<Record<string, readonly string[]>> = {
  ec2: [],
  awsvpc: ['--network-mode', 'awsvpc', '--subnets', 'subnet-0123456789abcdef0', '--group', 'service'],
  external: ['--target', 'external'],
  fargate: [
    '--target',
    'fargate',
    '--region',
    'eu-west-1',
    '--execution-role',
    role,
    '--subnets',
    'subnet-0123456789abcdef0',
    '--ephemeral-volumes',
  ],
};

/** What a command line converts to; `undefined` when it is refused. */
async function converted(
  args: readonly string[],
  cwd: string,
  env?: Record<string, string>,
): Promise<Bundle | undefined> {
  const { code, stdout } = await cli(['convert', ...args], { cwd, ...(env ? { env } : {}) });
  if (code !== 0) return undefined;
  const some = JSON.parse(stdout) as Partial<Bundle> & Pick<Bundle, 'project' | 'target'>;
  return { taskDefinitions: [], services: [], runTasks: [], routes: [], groups: [], ...some };
}

/** Every project under fixtures/projects on every target that takes it. */
export async function fixtureBundles(on = Object.keys(targets)): Promise<Map<string, Bundle>> {
  const bundles = new Map<string, Bundle>();
  for (const project of existsSync(fixtures) ? readdirSync(fixtures).sort() : []) {
    const cwd = `${fixtures}${project}`;
    const file = readdirSync(cwd).includes('fig.yml') ? ['-f', 'fig.yml'] : [];
    for (const target of on) {
      const args = targets[target] ?? [];
      const bundle = await converted([...file, ...args], cwd);
      if (bundle) bundles.set(`${project} on ${target}`, bundle);
    }
  }
  return bundles;
}

/** The acceptance cases, where they lie beside the repository. */
export async function caseBundles(): Promise<Map<string, Bundle>> {
  const bundles = new Map<string, Bundle>();
  for (const name of existsSync(cases) ? readdirSync(cases).sort() : []) {
    const cwd = existsSync(`${cases}${name}/files`) ? `${cases}${name}/files` : `${cases}${name}`;
    const { args = [], env } = JSON.parse(readFileSync(`${cases}${name}/case.json`, 'utf8')) as {
      args?: string[];
      env?: Record<string, string>;
    };
    const bundle = await converted(args, cwd, env);
    if (bundle) bundles.set(name, bundle);
  }
  return bundles;
}
