import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundleText } from '../src/emit/bundle.ts';
import { convert } from '../src/node/index.ts';

const readme = readFileSync('README.md', 'utf8');
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';

test('the example of the README is a real file with its real output', async () => {
  expect(block('yaml')).toBe(readFileSync('fixtures/projects/readme/compose.yaml', 'utf8'));
  const { bundle } = await convert({ files: ['fixtures/projects/readme/compose.yaml'] });
  expect(bundle && bundleText(bundle)).toBe(block('json'));
});
