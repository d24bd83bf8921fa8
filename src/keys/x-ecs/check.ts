import type { Project } from '../../compose/project.ts';
import { declare, type Report } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';
import { didYouMean } from '../../source/suggest.ts';
import { projectFields, serviceFields } from '../x-ecs.ts';
import { type Field, type Plain, problemsOf } from './fields.ts';

const see = 'https://github.com/compose-spec/compose-spec/blob/main/11-extension.md';

export const invalidField = declare<{ field: string; expected: string }>(() => ({
  code: 'x-ecs/invalid-field',
  severity: 'error',
  message: ({ field, expected }) => `${field} must be ${expected}.`,
  why: 'The field cannot be read as it stands, and leaving it out would change what runs.',
  fix: 'Correct the value; schemas/x-ecs.json describes every field, for editors too.',
  see,
}));

export const unknownServiceField = declare<{ field: string; hint: string }>(() => ({
  code: 'x-ecs/unknown-service-field',
  severity: 'warning',
  message: ({ field, hint }) => `x-ecs of a service has no field "${field}".${hint}`,
  why: 'The field is not read; it changes nothing in the definitions.',
  fix: 'Correct its name or remove it. Any member of the ECS API can be set below containerDefinition, taskDefinition or service.',
  see,
}));

export const misplaced = declare<{ where: string }>(() => ({
  code: 'x-ecs/misplaced',
  severity: 'warning',
  message: ({ where }) => `x-ecs is not read below ${where}.`,
  why: 'It has a meaning at the top level and below a service; anywhere else it changes nothing.',
  fix: 'Move its fields to the service or to the top level.',
  see,
}));

export const extensionDiagnostics = { invalidField, unknownServiceField, misplaced };

/** Reports what is malformed or unknown in every `x-ecs` but the options of the top level. */
export function checkExtensions(project: Project, report: Report): void {
  const { model } = project;
  for (const name in model.services) {
    const service = model.services[name];
    const extension = service?.['x-ecs'];
    if (extension !== undefined) checkFields(extension, ['services', name, 'x-ecs'], serviceFields, report);
    if (has(service?.deploy)) report(misplaced, { path: ['services', name, 'deploy', 'x-ecs'] }, { where: 'deploy' });
  }
  const top = model['x-ecs'];
  if (isPlain(top)) {
    const raw = Object.fromEntries(Object.entries(top).filter(([name]) => Object.hasOwn(projectFields, name)));
    checkFields(raw, ['x-ecs'], projectFields, report);
  }
  for (const kind of ['networks', 'volumes', 'secrets', 'configs'] as const)
    for (const name in model[kind])
      if (has(model[kind][name])) report(misplaced, { path: [kind, name, 'x-ecs'] }, { where: kind });
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const has = (value: unknown): boolean => isPlain(value) && value['x-ecs'] !== undefined;

function checkFields(
  value: unknown,
  path: Path,
  fields: Readonly<Record<string, Field<unknown>>>,
  report: Report,
): void {
  if (value === null) return;
  if (!isPlain(value)) {
    report(invalidField, { path }, { field: 'x-ecs', expected: 'a mapping' });
    return;
  }
  const given = Object.fromEntries(
    Object.entries(value).filter(([name, one]) => one !== null && !name.startsWith('x-')),
  );
  for (const { at, expected, unknown } of problemsOf(fields, given)) {
    const field = ['x-ecs', ...at].join('.');
    if (unknown)
      report(
        unknownServiceField,
        { path: [...path, ...at] },
        { field: unknown.word, hint: didYouMean(unknown.word, unknown.known) },
      );
    else report(invalidField, { path: [...path, ...at] }, { field, expected });
  }
}
