#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import { cacheFolder, kindOf, requireCached } from './code-cache.ts';
import { exit } from './command.ts';

/** Hash of the programs, put in by the build. */
declare const __BUILD__: string;

const kind = kindOf(process.argv[2]);
const program = join(__dirname, kind === 'convert' ? 'convert.js' : 'main.js');
const { enableCompileCache } = module as { enableCompileCache?: () => unknown };
if (enableCompileCache) {
  // Node >= 22.1 keeps compiled code itself.
  enableCompileCache();
  start(require(program));
} else {
  const folder = cacheFolder(process.env, process.platform);
  const cache = { folder, build: __BUILD__, kind };
  const { exports, keep } = requireCached(program, require, cache);
  process.on('exit', (code) => {
    if (code !== exit.usage && code !== exit.fault) keep();
  });
  start(exports);
}

function start(main: unknown): void {
  (main as typeof import('./main.ts')).main(process);
}
