import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './cli/harness.ts';

/**
 * `fixtures/projects/<name>/`: whole projects. `expected.json` is what `convert` prints there, `diagnostics.txt` what it says,
 * `args.json` further arguments of the command line.
 * UPDATE=1 npx vitest run test/projects.test.ts writes both anew.
 */
const update = process.env.UPDATE !== undefined;
const root = 'fixtures/projects';
const projects = readdirSync(root).sort();

const readArgs = (path: string): readonly string[] =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as string[]) : [];

const convert = (name: string) =>
  cli(['convert', ...readArgs(join(root, name, 'args.json'))], { cwd: resolve(root, name) });

describe.each(projects)('fixtures/projects/%s', (name) => {
  test('converts as expected, and says so', async () => {
    const { code, stdout, stderr } = await convert(name);
    expect(code, stderr).toBe(0);
    for (const [file, content] of [
      ['expected.json', stdout],
      ['diagnostics.txt', stderr],
    ] as const) {
      const path = join(root, name, file);
      if (update) writeFileSync(path, content);
      expect(content, path).toBe(existsSync(path) ? readFileSync(path, 'utf8') : undefined);
    }
  });
});

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/example_task_definitions.html */
test('hello-world is the introductory example of the ECS documentation', async () => {
  const { stdout } = await convert('hello-world');
  const { taskDefinitions, services } = JSON.parse(stdout) as Record<'taskDefinitions' | 'services', unknown>;
  const wordpress = {
    name: 'wordpress',
    links: ['mysql'],
    image: 'wordpress',
    essential: true,
    portMappings: [{ containerPort: 80, hostPort: 80 }],
    memory: 500,
    cpu: 10,
  };
  const mysql = {
    environment: [{ name: 'MYSQL_ROOT_PASSWORD', value: 'password' }],
    name: 'mysql',
    image: 'mysql',
    cpu: 10,
    memory: 500,
    essential: true,
  };
  expect(taskDefinitions).toEqual([
    { family: 'hello_world', containerDefinitions: [mysql, wordpress], requiresCompatibilities: ['EC2'] },
  ]);
  expect(services).toEqual([
    {
      serviceName: 'exampleService',
      taskDefinition: 'hello_world',
      desiredCount: 4,
      role: 'ecsServiceRole',
      loadBalancers: [{ loadBalancerName: 'hello-world-classic', containerName: 'wordpress', containerPort: 80 }],
      availabilityZoneRebalancing: 'DISABLED',
      deploymentConfiguration: { minimumHealthyPercent: 75, maximumPercent: 100 },
    },
  ]);
});
