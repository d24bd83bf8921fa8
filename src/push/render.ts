import type { Step, StepResult } from './apply.ts';
import type { Change } from './diff.ts';
import { nameOf, type PushPlan, type ServiceStep } from './plan.ts';

const words = {
  create: 'create',
  revise: 'new revision of',
  update: 'update',
  none: 'unchanged',
  blocked: 'cannot change',
} as const;

/** The plan as a person reads it before saying yes. Values that may be secret are hidden by the diff. */
export function planText(plan: PushPlan): string {
  const lines = [
    ...plan.definitions.flatMap((step) => stepLines('task definition', step.family, step)),
    ...plan.services.flatMap((step) => stepLines('service', step.name, step)),
    ...plan.orphans.map(
      ({ definition }) =>
        `orphan     service ${definition.serviceName}: the project no longer has it; --prune removes it`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines(kind: string, name: string, step: Step): string[] {
  const line = `${words[step.action].padEnd(16)} ${kind} ${name}`;
  const blocked = step.kind === 'service' && step.blocked ? [`    ${step.blocked}`] : [];
  return [line, ...blocked, ...step.changes.map((change) => `    ${changeText(change)}`)];
}

const signs = { added: '+', removed: '-', changed: '~' } as const;

export function changeText({ kind, path, before, after }: Change): string {
  const value =
    kind === 'added' ? after : kind === 'removed' ? before : before === undefined ? after : `${before} -> ${after}`;
  return `${signs[kind]} ${path}: ${value ?? ''}`;
}

/** The plan for programs: the same facts, nothing hidden that the text shows, nothing shown that the text hides. */
export function planJson(plan: PushPlan): unknown {
  return {
    taskDefinitions: plan.definitions.map(({ family, action, live, changes }) => ({
      family,
      action,
      ...(live ? { current: nameOf(live.arn) } : {}),
      changes,
    })),
    services: plan.services.map(({ name, cluster, action, changes, blocked }: ServiceStep) => ({
      name,
      cluster,
      action,
      changes,
      ...(blocked ? { blocked } : {}),
    })),
    orphans: plan.orphans.map(({ definition }) => definition.serviceName),
  };
}

const outcomes = {
  done: 'done',
  unchanged: 'unchanged',
  failed: 'FAILED',
  skipped: 'skipped',
  interrupted: 'stopped',
  unsure: 'stopped',
} as const;

/** One line for one step that was carried out. */
export function stepText({ step, outcome, arn }: StepResult): string {
  const what = step.kind === 'service' ? `service ${step.name}` : `task definition ${arn ? nameOf(arn) : step.family}`;
  const did =
    outcome === 'done'
      ? { create: 'created', revise: 'registered', update: 'updated', none: '', blocked: '' }[step.action]
      : outcomes[outcome];
  return `${did.padEnd(10)} ${what}`;
}
