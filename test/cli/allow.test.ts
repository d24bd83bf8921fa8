import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/catalog.ts';
import { cli, folder } from './harness.ts';

interface Example {
  readonly code: string;
  readonly folder: string;
  readonly bad: { readonly command: readonly string[]; readonly env: Readonly<Record<string, string>> };
}
interface Shown {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly fix: string;
}

const script = new URL('../../scripts/examples.mjs', import.meta.url).href;
const { readExamples } = (await import(script)) as { readExamples(): readonly Example[] };
const allowable = readExamples().filter(({ code }) => catalog.get(code)?.allow !== undefined);

async function convert({ folder: cwd, bad }: Example, ...flags: readonly string[]) {
  const ran = await cli([...bad.command, ...flags, '--diagnostics', 'json'], { cwd, env: bad.env });
  const shown = JSON.parse(ran.stderr) as Shown[];
  const severities = (code: string) => [
    ...new Set(shown.filter((one) => one.code === code).map((one) => one.severity)),
  ];
  return { ...ran, severities };
}

test('every allowable code is in the table', () => {
  const codes = [...catalog.values()].filter(({ allow }) => allow !== undefined).map(({ code }) => code);
  expect(allowable.map(({ code }) => code).sort()).toEqual(codes.sort());
});

test.each(allowable.map((example) => [example.code, example] as const))('%s', async (code, example) => {
  const refused = await convert(example);
  expect([refused.code, refused.severities(code), refused.stdout]).toEqual([1, ['error'], '']);
  const allowed = await convert(example, '--allow', code);
  expect([allowed.code, allowed.severities(code)]).toEqual([0, ['warning']]);
  expect(JSON.parse(allowed.stdout)).toHaveProperty('taskDefinitions');
});

describe('strictness', () => {
  const web = 'services:\n  web:\n    image: nginx:1.28\n    stop_signal: SIGINT\n    ports: ["80:80/sctp"]\n';
  const run = async (text: string, ...flags: readonly string[]) => {
    const ran = await cli(['convert', ...flags, '--diagnostics', 'json'], { cwd: folder({ 'compose.yaml': text }) });
    return { ...ran, shown: JSON.parse(ran.stderr) as Shown[] };
  };
  const plain = web.replace('/sctp', '');
  const within = (text: string, rules: string) => `${text}x-ecs:\n  diagnostics:\n    ${rules}\n`;

  test.each<readonly [string, string, readonly string[], number]>([
    ['nothing asked for', plain, [], 0],
    ['a denied warning', plain, ['--deny', 'memory/defaulted'], 3],
    ['a denied info', plain, ['--deny', 'logs/stay-on-instance'], 3],
    ['a denied code that does not come up', plain, ['--deny', 'ports/protocol'], 0],
    ['--strict', plain, ['--strict'], 3],
    ['an error beside a denied warning', web, ['--deny', 'memory/defaulted'], 1],
    ['an allowed error', web, ['--allow', 'ports/protocol'], 0],
    ['an allowed error under --strict', web, ['--allow', 'ports/protocol', '--strict'], 3],
    ['allowed in the file', within(web, 'allow: [ports/protocol]'), [], 0],
    ['denied in the file', within(plain, 'deny: [memory/defaulted]'), [], 3],
    ['strict in the file', within(plain, 'strict: true'), [], 3],
  ])('%s', async (_, text, flags, exit) => {
    const ran = await run(text, ...flags);
    expect(ran.code).toBe(exit);
    expect(ran.stdout === '').toBe(exit !== 0);
  });

  test.each<readonly [string, string, readonly string[], number]>([
    ['--allow', plain, ['--allow', 'ports/protocoll'], 2],
    ['--deny', plain, ['--deny', 'ports/protocoll'], 2],
    ['x-ecs.diagnostics.allow', within(plain, 'allow: [ports/protocoll]'), [], 1],
    ['x-ecs.diagnostics.deny', within(plain, 'deny: [ports/protocoll]'), [], 1],
  ])('%s: an unknown code is an error with a suggestion', async (_, text, flags, exit) => {
    const { code, shown, stdout } = await run(text, ...flags);
    const [said] = shown.filter((one) => one.code === 'options/unknown-code');
    expect(code).toBe(exit);
    expect(`${said?.message} ${said?.fix}`).toContain('ports/protocol"');
    expect(stdout).toBe('');
  });
});
