import { compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { type Bundle, toBundle } from '../../src/emit/bundle.ts';
import type { OptionValues } from '../../src/options/resolve.ts';
import fc from '../seeded.ts';
import { project } from './projects.ts';

const role = 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole';
const subnets = ['subnet-0123456789abcdef0'];
const targets: Readonly<Record<string, OptionValues>> = {
  ec2: { namespace: 'gen' },
  sized: { defaultMemory: 256, region: 'eu-west-1', logGroup: '/g', group: 'service', namespace: 'gen' },
  awsvpc: { networkMode: 'awsvpc', subnets, defaultMemory: 128 },
  host: { networkMode: 'host' },
  external: { target: 'external' },
  fargate: { target: 'fargate', region: 'eu-west-1', executionRole: role, subnets, ephemeralVolumes: true },
};

export interface Generated {
  readonly name: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly bundle: Bundle | undefined;
}

/** Drawn projects, each on every target; the same ones in every run. */
export function generated(count: number): Generated[] {
  const projects = fc.sample(project, count);
  return projects.flatMap((each, index) => {
    const text = JSON.stringify(each);
    return Object.entries(targets).map(([target, options]) => {
      const host = memoryHost({ '/p/compose.yaml': text }, { cwd: '/p' });
      const { app, diagnostics } = compile({ files: ['compose.yaml'], options }, host);
      return { name: `${index} on ${target}`, text, diagnostics, bundle: app && toBundle(app) };
    });
  });
}
