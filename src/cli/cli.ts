#!/usr/bin/env node
import module from 'node:module';
import { endQuietlyOnClosedPipe } from './pipe.ts';

// From Node 22.1 on, compiled code is kept between runs; what follows is loaded after that is switched on.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const { run } = await import('./run.ts');
endQuietlyOnClosedPipe(process);
process.exitCode = await run(process.argv.slice(2), process);
