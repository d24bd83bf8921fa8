#!/usr/bin/env node
import { endQuietlyOnClosedPipe } from './pipe.ts';
import { run } from './run.ts';

endQuietlyOnClosedPipe(process);
process.exitCode = await run(process.argv.slice(2), process);
