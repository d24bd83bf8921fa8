// Times the conversion of every shape at two sizes, on several targets.
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

/** How many times as long the larger one takes, on the target where that is most. The better of several runs counts: a collection of garbage falls into one. */
function growth(shape: string, make: (count: number) => string): number {
  const small = make(Number(from));
  const large = make(Number(to));
  const best = (text: string, options: OptionValues, runs: number): number =>
    Math.min(...Array.from({ length: runs }, () => time(shape, text, options)));
  return Math.max(...targets.map((options) => best(large, options, 1) / best(small, options, 3)));
}

const grown = Object.entries({ ...shapes, ...faultyShapes }).map(([shape, make]) => ({
  shape,
  times: growth(shape, make),
}));
process.stdout.write(JSON.stringify(grown));
