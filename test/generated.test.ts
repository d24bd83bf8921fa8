import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ServiceKey } from '../src/compose/model.ts';
import type { serviceKeys } from '../src/generated/compose-keys.ts';

interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

test('every generated file is what scripts/generate.mjs writes', async () => {
  const script = new URL('../scripts/generate/all.mjs', import.meta.url).href;
  const { generatedFiles } = (await import(script)) as { generatedFiles(): Promise<GeneratedFile[]> };
  for (const { path, text } of await generatedFiles()) {
    expect(readFileSync(path, 'utf8') === text, `${path} is stale: npm run generate`).toBe(true);
  }
});

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : { missing: Exclude<B, A> }) : { missing: Exclude<A, B> };

test('the service of the model has exactly the keys of the schema', () => {
  const same: Same<ServiceKey, (typeof serviceKeys)[number]> = true;
  expect(same).toBe(true);
});
