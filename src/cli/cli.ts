#!/usr/bin/env node
import { join } from 'node:path';
import { cacheFolder, kindOf, requireCached } from './code-cache.ts';
import { exit } from './command.ts';

/** Hash of the programs, put in by the build. */
declare const __BUILD__: string;

const kind = kindOf(process.argv[2]);
const program = join(__dirname, kind === 'convert' ? 'convert.js' : 'main.js');
// Where the environment tells the home, the module that would say the same need not be loaded.
const home = () => (require('node:os') as typeof import('node:os')).homedir();
const folder = cacheFolder(process.env, process.platform, home);
const { exports, keep } = requireCached(program, require, { folder, build: __BUILD__, kind });
process.on('exit', (code) => {
  if (code !== exit.usage && code !== exit.fault) keep();
});
void (exports as typeof import('./main.ts')).main(process);
