import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What `convert` loads before it runs: neither push nor the AWS SDK. */
test.each(['convert', 'check', 'config', 'explain', 'iam'])('%s never loads the AWS SDK', async (command) => {
  const entry = `src/cli/commands/${command}.ts`;
  const { metafile } = await build({
    entryPoints: [entry, 'src/cli/cli.ts'],
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path, kind } of metafile.inputs[file]?.imports ?? []) if (kind === 'import-statement') follow(path);
  };
  for (const file of [entry, 'src/cli/cli.ts', 'src/cli/run.ts']) follow(file);
  const wrong = [...seen].filter((file) => file.startsWith('@aws-sdk/') || /^src\/push\/sdk/.test(file));
  expect(wrong).toEqual([]);
  if (command !== 'iam') expect([...seen].filter((file) => file.startsWith('src/push/'))).toEqual([]);
  expect(seen.size).toBeGreaterThan(5);
});
