import { defineConfig, mergeConfig } from 'vitest/config';
import { parserInTests } from './scripts/yaml-parser.mjs';

/** Tests against a local AWS: `npm run test:aws`. They need `moto_server` on the PATH and are skipped with a line without it. */
export default mergeConfig(
  parserInTests,
  defineConfig({ test: { include: ['test/**/*.aws.ts'], testTimeout: 60_000, hookTimeout: 60_000 } }),
);
