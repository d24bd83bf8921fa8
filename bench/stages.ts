// Times each stage of one conversion on a warm process, and the whole of it against the bare event parser.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseEvents } from 'js-yaml';
import { memoryHost } from '../src/compose/host.ts';
import { load } from '../src/compose/load.ts';
import { checkApp } from '../src/ecs/checks/index.ts';
import { settle } from '../src/ecs/settle/index.ts';
import { compile } from '../src/index.ts';
import { mapKeys } from '../src/keys/map.ts';
import { resolveOptions } from '../src/options/resolve.ts';
import { plan } from '../src/plan/plan.ts';

const [, , file = '', calls = '0'] = process.argv;
const text = readFileSync(file, 'utf8');
const host = memoryHost({ '/compose.yaml': text }, { cwd: '/' });
const request = { files: ['/compose.yaml'] };
/** Of a small project V8 still optimises parts in the 30th call: as many calls go before as are measured. */
const runs = Math.min(40, Math.max(3, Math.round(4_000_000 / text.length)));

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
const timed = <T>(times: number[], work: () => T): T => {
  const start = performance.now();
  const value = work();
  times.push(performance.now() - start);
  return value;
};

const names = ['parseEvents', 'load', 'options', 'plan', 'map', 'settle', 'check', 'compile'] as const;
const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
  (typeof names)[number],
  number[]
>;

for (let run = 0; run < 2 * runs; run++) {
  timed(times.parseEvents, () => parseEvents(text, {}));
  const project = timed(times.load, () => load(request, host)).value;
  if (!project) throw new Error('the generated project does not load');
  const options = timed(times.options, () => resolveOptions({}, project)).value;
  const deployment = timed(times.plan, () => plan(project, options)).value;
  const draft = timed(times.map, () => mapKeys(project, deployment, options)).value;
  const app = timed(times.settle, () => settle(draft, project, deployment, options)).value;
  timed(times.check, () => checkApp(app, project, deployment));
  timed(times.compile, () => compile(request, host));
}

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};
let growthMiB: number | undefined;
if (Number(calls) > 0) {
  const before = heap();
  for (let call = 0; call < Number(calls); call++) compile(request, host);
  growthMiB = heap() - before;
}

const stages = Object.fromEntries(names.map((name) => [name, median(times[name].slice(runs))]));
process.stdout.write(JSON.stringify({ stages, parseEvents: stages.parseEvents, compile: stages.compile, growthMiB }));
