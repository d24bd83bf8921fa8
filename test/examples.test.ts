import { describe, expect, test } from 'vitest';
import { catalog } from '../src/catalog.ts';
import { cli } from './cli/harness.ts';

interface Side {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}
interface Example {
  readonly code: string;
  readonly folder: string;
  readonly bad: Side;
  readonly good: Side;
}

const script = new URL('../scripts/examples.mjs', import.meta.url).href;
const { readExamples } = (await import(script)) as { readExamples(): readonly Example[] };
const examples = readExamples();

async function codes(folder: string, { command, env }: Side): Promise<readonly string[]> {
  const { stderr } = await cli([...command, '--diagnostics', 'json'], { cwd: folder, env });
  return (JSON.parse(stderr) as { code: string }[]).map(({ code }) => code);
}

describe.each(examples.map((example) => [example.code, example] as const))('%s', (code, { folder, bad, good }) => {
  test('the bad example yields it', async () => {
    expect(await codes(folder, bad)).toContain(code);
  });
  test('the good example does not', async () => {
    expect(await codes(folder, good)).not.toContain(code);
  });
});

test('an example is of a code that exists', () => {
  expect(examples.map(({ code }) => code).filter((code) => !catalog.has(code))).toEqual([]);
});

test('which codes have no example yet', () => {
  const covered = new Set(examples.map(({ code }) => code));
  const missing = [...catalog.keys()].filter((code) => !covered.has(code));
  process.stdout.write(`${missing.length} of ${catalog.size} codes have no example\n`);
});
