import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { catalog } from '../src/catalog.ts';
import { run } from '../src/cli/run.ts';
import { anchorsOf, type Block, commandsOf, type DocumentedCommand, type Page, pages } from './docs/pages.ts';
import { type EcsServer, startEcs } from './push/ecs-server.ts';

// The optional AWS clients are installed or not; here everything that they are asked for exists, and no log has a line.
vi.mock('../src/push/sdk-clients.ts', () => ({
  sdkProbe: () => async () => true,
  sdkLogs: () => async () => [],
}));

const root = mkdtempSync(join(tmpdir(), 'compose2ecs-docs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let server: EcsServer;
beforeEach(() => {
  const config = join(root, 'config');
  const keys = 'aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = dummy\n';
  writeFileSync(config, `[default]\n${keys}[profile prod]\n${keys}`);
  vi.stubEnv('AWS_CONFIG_FILE', config);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(root, 'none'));
  vi.stubEnv('AWS_PROFILE', undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
});

// A page loads most of the program, which takes a while on a busy machine: hence the time limit.
const withCommands = pages.filter(({ parts }) => parts.some((part) => 'text' in part && commandsOf(part).length > 0));

describe('commands of the pages', () => {
  test('there are some', () => expect(withCommands.map(({ path }) => path)).toContain('README.md'));

  test.each(withCommands.map((page) => [page.path, page] as const))(
    '%s: they run as they are written',
    async (_, page) => {
      let folder = await enter({ project: 'wordpress', empty: false }, page);
      for (const part of page.parts)
        if ('project' in part) folder = await enter(part, page);
        else if (part.file !== undefined) write(join(folder, part.file), part.text);
        else for (const command of commandsOf(part)) await execute(command, part, page, folder);
    },
    60_000,
  );
});

let count = 0;
async function enter({ project, empty }: { project: string; empty: boolean }, page: Page): Promise<string> {
  await server?.close();
  server = await startEcs();
  const folder = join(root, String(++count), project);
  mkdirSync(folder, { recursive: true });
  if (!empty) {
    expect(existsSync(`fixtures/projects/${project}`), `${page.path} names the project ${project}`).toBe(true);
    cpSync(`fixtures/projects/${project}`, folder, { recursive: true });
  }
  return folder;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const callsAws = new Set(['push', 'run', 'ps', 'logs', 'stop', 'revisions', 'rollback', 'down']);

async function execute(command: DocumentedCommand, block: Block, page: Page, folder: string): Promise<void> {
  const [name = '', ...rest] = command.argv;
  const argv = callsAws.has(name) ? [name, '--endpoint-url', server.url, ...rest] : command.argv;
  const endless = argv.includes('--watch') || argv.includes('--follow');
  const stop = new AbortController();
  const timer = endless ? setTimeout(() => stop.abort(), 200) : undefined;
  let said = '';
  const code = await run(argv, {
    stdout: { write: () => true },
    stderr: { write: (text) => (said += text) },
    env: {},
    cwd: () => folder,
    readStdin: () => new Uint8Array(),
    signal: stop.signal,
  });
  clearTimeout(timer);
  const words = `${page.path}:${command.line}: compose2ecs ${command.argv.join(' ')}`;
  if (command.mayFail) expect([0, 1, 3, 4, 5], `${words}\n${said}`).toContain(code);
  else expect(code, `${words}\n${said}`).toBe(block.exit ?? 0);
}

test('commands of the AWS CLI in the pages are commands that it has', () => {
  const wrong = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/^\s*aws ([a-z0-9-]+) ([a-z0-9-]+)/gm)]
      .filter(([, service = '', command = '']) => !awsCommands[service]?.includes(command))
      .map(([line]) => `${path}: ${line}`),
  );
  expect(wrong).toEqual([]);
});

const awsCommands: Readonly<Record<string, readonly string[]>> = {
  ec2: [
    'run-instances',
    'create-security-group',
    'authorize-security-group-ingress',
    'describe-subnets',
    'describe-instances',
  ],
  ecs: [
    'create-cluster',
    'create-service',
    'describe-services',
    'register-task-definition',
    'run-task',
    'update-service',
  ],
  efs: ['create-file-system', 'create-mount-target', 'create-access-point'],
  elbv2: ['create-target-group', 'create-rule', 'create-listener', 'create-load-balancer'],
  iam: [
    'create-open-id-connect-provider',
    'add-role-to-instance-profile',
    'attach-role-policy',
    'create-instance-profile',
    'create-role',
    'put-role-policy',
  ],
  logs: ['create-log-group', 'put-retention-policy'],
  secretsmanager: ['create-secret'],
  servicediscovery: ['create-http-namespace'],
  ssm: ['get-parameter', 'put-parameter', 'start-session'],
};

test('codes that the pages name are codes that there are', () => {
  const keys = new Set([...catalog.keys()].map((code) => code.split('/')[0]));
  const unknown = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/`([a-z_-]+)\/([a-z-]+)`/g)]
      .filter(([, key = '', what]) => keys.has(key) && !catalog.has(`${key}/${what}`))
      .map(([word]) => `${path}: ${word}`),
  );
  expect(unknown).toEqual([]);
});

test('links between the pages lead somewhere', () => {
  const broken = pages.flatMap((page) =>
    [...page.text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
      .filter(([, path = '', anchor]) => {
        const target = path === '' ? page.path : normalize(join(dirname(page.path), path));
        const known = pages.find((one) => one.path === target);
        if (!known) return anchor !== undefined || !existsSync(target);
        return anchor !== undefined && !anchorsOf(known).has(anchor);
      })
      .map(([link]) => `${page.path}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test('typed examples compile', () => {
  const folder = join(root, 'types');
  const examples = pages.flatMap(({ path, parts }) =>
    parts.flatMap((part) =>
      'text' in part && part.language === 'ts'
        ? [{ name: `${path.replaceAll(/\W/g, '-')}-${part.line}.ts`, ...part }]
        : [],
    ),
  );
  expect(examples.length).toBeGreaterThan(0);
  for (const { name, text } of examples) write(join(folder, name), `${text}\nexport {};\n`);
  write(join(folder, 'package.json'), '{"type": "module"}');
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  write(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: resolve('tsconfig.json'),
      compilerOptions: {
        noUnusedLocals: false,
        paths: { compose2ecs: [resolve('src/node/index.ts')], 'compose2ecs/core': [resolve('src/index.ts')] },
      },
      include: ['*.ts'],
    }),
  );
  let said = '';
  try {
    execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
  } catch (error) {
    said = (error as { stdout: string }).stdout;
  }
  expect(said).toBe('');
});
