import { collector, type Finding } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';
import { apiPage } from '../facts/pages.ts';
import { lawsOfService, lawsOfTask, viewOfTask } from './definitions.ts';
import { law, type ReportAt } from './law.ts';

export const serverMembers = law<{ names: readonly string[] }>(() => ({
  code: 'server-members',
  severity: 'info',
  message: ({ names }) => `Members that only ECS writes were passed over: ${names.join(', ')}.`,
  why: 'This is what ECS says of a registered definition; they are no input.',
  fix: 'Remove them before you register it again.',
  see: apiPage('DescribeTaskDefinition'),
}));

/**
 * Holds a hand-written task definition against the laws of ECS: RegisterTaskDefinition input, the answer of
 * DescribeTaskDefinition, or our own bundle. Findings carry paths of the JSON; never throws.
 */
export const checkTaskDefinition = (json: unknown): readonly Finding[] =>
  checkAll(json, taskForm, (each, report) => void lawsOfTask(each, report));

/** The same for CreateService input or the answer of DescribeServices; with the task definition, what concerns both is checked too. */
export function checkService(json: unknown, taskDefinition?: unknown): readonly Finding[] {
  const task = taskDefinition === undefined ? undefined : viewOfTask(firstOf(taskDefinition, taskForm));
  return checkAll(json, serviceForm, (each, report) => lawsOfService(each, task, report));
}

/** How a definition comes wrapped, and what the service adds to it. */
interface Form {
  readonly wrapper: string;
  readonly list: string;
  readonly own: string;
  readonly server: ReadonlySet<string>;
}

const taskForm: Form = {
  wrapper: 'taskDefinition',
  list: 'taskDefinitions',
  own: 'containerDefinitions',
  server: new Set([
    'taskDefinitionArn',
    'revision',
    'status',
    'requiresAttributes',
    'compatibilities',
    'registeredAt',
    'registeredBy',
    'deregisteredAt',
    'deleteRequestedAt',
  ]),
};

const serviceForm: Form = {
  wrapper: 'service',
  list: 'services',
  own: 'serviceName',
  server: new Set([
    'serviceArn',
    'clusterArn',
    'status',
    'runningCount',
    'pendingCount',
    'deployments',
    'taskSets',
    'events',
    'createdAt',
    'createdBy',
    'updatedAt',
    'roleArn',
    'platformFamily',
    'currentServiceDeployment',
    'currentServiceRevisions',
    'resourceManagementType',
  ]),
};

function checkAll(json: unknown, form: Form, check: (json: unknown, report: ReportAt) => void): readonly Finding[] {
  const { report, findings } = collector();
  for (const [definition, base] of unwrap(json, form)) {
    const { rest, names } = withoutServerMembers(definition, form);
    if (names.length > 0) report(serverMembers, { path: base }, { names });
    check(rest, (declaration, path, ...params) => report(declaration, { path: [...base, ...path] }, ...params));
  }
  return findings.map(({ service: _, ...finding }) => finding);
}

function unwrap(json: unknown, { wrapper, list, own }: Form): readonly [definition: unknown, base: Path][] {
  if (!isObject(json) || Object.hasOwn(json, own)) return [[json, []]];
  const inner = Object.hasOwn(json, wrapper) ? json[wrapper] : undefined;
  if (isObject(inner)) return [[inner, [wrapper]]];
  const all = Object.hasOwn(json, list) ? json[list] : undefined;
  if (Array.isArray(all) && all.length > 0) return all.map((each, index) => [each, [list, index]]);
  return [[json, []]];
}

function withoutServerMembers(json: unknown, { server }: Form): { rest: unknown; names: readonly string[] } {
  if (!isObject(json)) return { rest: json, names: [] };
  const names = Object.keys(json).filter((name) => server.has(name));
  return { rest: Object.fromEntries(Object.entries(json).filter(([name]) => !server.has(name))), names };
}

const firstOf = (json: unknown, form: Form): unknown => withoutServerMembers(unwrap(json, form)[0]?.[0], form).rest;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
