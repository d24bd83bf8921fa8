// Times the conversion of every shape at two sizes, in milliseconds, on several targets, of which the slowest counts.
import { performance } from 'node:perf_hooks';
import { compile } from '../src/compile.ts';
import { memoryHost } from '../src/compose/host.ts';
import type { OptionValues } from '../src/options/resolve.ts';
import { faultyShapes, shapes } from './shapes.ts';

const [, , from = '0', to = '0'] = process.argv;

const targets: readonly OptionValues[] = [
  { namespace: 'bench' },
  {
    target: 'fargate',
    namespace: 'bench',
    region: 'eu-west-1',
    executionRole: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
    subnets: ['subnet-0123456789abcdef0'],
    ephemeralVolumes: true,
  },
  { group: 'project' },
];

function time(shape: string, text: string, options: OptionValues): number {
  const host = memoryHost({ '/bench/compose.yaml': text }, { cwd: '/bench' });
  globalThis.gc?.();
  const start = performance.now();
  const { deployment } = compile({ files: ['compose.yaml'], options }, host);
  const ms = performance.now() - start;
  if ((deployment === undefined) !== shape in faultyShapes) throw new Error(`${shape} is not what it is taken for`);
  return ms;
}

/** The better of two runs: where garbage is collected in one, it seldom is in the other. */
const slowest = (shape: string, text: string): number =>
  Math.max(...targets.map((options) => Math.min(time(shape, text, options), time(shape, text, options))));

const times = Object.entries({ ...shapes, ...faultyShapes }).map(([shape, text]) => ({
  shape,
  from: slowest(shape, text(Number(from))),
  to: slowest(shape, text(Number(to))),
}));
process.stdout.write(JSON.stringify(times));
