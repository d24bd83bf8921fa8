import type { Declaration } from '../../../diagnostics/declare.ts';
import { law, memberOf, says, select } from '../law.ts';
import type { Compatibility, TaskLaw, TaskView } from '../task-view.ts';

interface ForbiddenParams {
  readonly member: string;
  readonly label: string;
}

/** A member that must not be there: rule, code (or what makes it, when it is reported), path, what to do instead, and optionally which values are meant. */
type Row = readonly [
  rule: string,
  code: string | (() => string),
  /** From the root of the task definition: `containerDefinitions[].hostname`. */
  at: string,
  fix: string,
  /** Without it, any that says something. */
  values?: (value: unknown) => boolean,
];

interface Realm {
  readonly where: string;
  readonly why: string;
  readonly see: string;
  readonly when: (view: TaskView) => boolean;
}

export interface ForbiddenLaw extends TaskLaw {
  readonly declaration: Declaration<ForbiddenParams>;
}

export const forbid = (realm: Realm, rows: readonly Row[]): readonly ForbiddenLaw[] =>
  rows.map((row) => lawOf(row, realm));

function lawOf([rule, code, at, fix, values]: Row, { where, why, see, when }: Realm): ForbiddenLaw {
  const declaration = law<ForbiddenParams>(() => ({
    ...(rule ? { rule } : {}),
    code: typeof code === 'string' ? code : code(),
    message: ({ member, label }) => `${label} sets \`${member}\`, which does not work ${where}.`,
    why,
    fix,
    see,
  }));
  const hold = (view: TaskView) => {
    if (!when(view)) return;
    for (const { value, path } of select(view.task, at))
      if (says(value) && (!values || values(value)))
        view.report(declaration, path, { member: memberOf(path), label: labelAt(view, path) });
  };
  return { about: [firstMember(at)], hold, declaration };
}

/** Of the task definition, its containers or its volumes. */
const firstMember = (at: string): string => at.split('[].', 2).at(-1)?.split('.')[0] ?? at;

export const requires =
  (type: Compatibility) =>
  ({ on }: TaskView) =>
    on.has(type);

function labelAt(view: TaskView, path: readonly (string | number)[]): string {
  const [list, index] = path;
  if (list === 'containerDefinitions')
    return view.containers.find((container) => container.path[1] === index)?.label ?? 'A container';
  if (list === 'volumes') return `Volume \`${view.task.volumes?.[Number(index)]?.name ?? index}\``;
  return 'The task definition';
}
