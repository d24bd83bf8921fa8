import { declare, type Report } from '../../diagnostics/declare.ts';
import type { Deployment } from '../../plan/deployment.ts';
import { guidePage } from '../facts/pages.ts';

export const otherTarget = declare<{ provider: string; target: string }>(() => ({
  code: 'capacity-provider/other-target',
  severity: 'error',
  message: ({ provider, target }) => `The capacity provider ${provider} does not run tasks of --target ${target}.`,
  why: 'The capacity providers of Fargate are FARGATE and FARGATE_SPOT; all others start container instances of EC2.',
  fix: 'Name another capacity provider, or choose the other target.',
  see: guidePage('cluster-capacity-providers'),
}));

const fargate: ReadonlySet<string> = new Set(['FARGATE', 'FARGATE_SPOT']);

/** A capacity provider and the launch type that the task definition is made for must agree. */
export function checkProvider({ target }: Deployment, provider: string | undefined, report: Report): void {
  if (provider !== undefined && target !== 'external' && fargate.has(provider) !== (target === 'fargate'))
    report(otherTarget, { path: [] }, { provider, target });
}
