import { defineConfig, mergeConfig } from 'vitest/config';
import { parserInTests } from './scripts/yaml-parser.mjs';

export default mergeConfig(
  parserInTests,
  defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 30_000, maxWorkers: 2 } }),
);
