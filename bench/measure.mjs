import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Milliseconds of one whole process, start to exit. What it prints is thrown away, but for an error. */
function once({ args, cwd, env }) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd, env, stdio: 'ignore' });
  const time = performance.now() - start;
  if (status !== 0) {
    const { stderr } = spawnSync(process.execPath, args, { cwd, env, maxBuffer: 1 << 28 });
    throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr.toString().slice(0, 500)}`);
  }
  return time;
}

/** Medians of several commands, run in turn so that a noisy minute hits all of them alike. */
export function interleaved(commands, runs) {
  const times = commands.map(() => []);
  for (const command of commands) once(command);
  for (let run = 0; run < runs; run++) for (const [i, command] of commands.entries()) times[i].push(once(command));
  return times.map(median);
}

/** Peak resident memory of one process, MiB. The hook adds nothing before the process ends. */
export function peakMiB(args, file) {
  const hook = `process.on('exit',()=>require('node:fs').writeFileSync(${JSON.stringify(file)},String(process.resourceUsage().maxRSS)))`;
  const { status } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,import{createRequire as c}from'node:module';const require=c('file:///x.js');${hook}`,
      ...args,
    ],
    { stdio: 'ignore' },
  );
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return Number(readFileSync(file, 'utf8')) / 1024;
}
