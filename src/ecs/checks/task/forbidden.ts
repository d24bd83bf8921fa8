import type { Declaration } from '../../../diagnostics/declare.ts';
import { law, memberOf, says, select } from '../law.ts';
import type { Compatibility, TaskLaw, TaskView } from '../task-view.ts';

/** A member that must not be there, in the words of its row. */
export interface ForbiddenRow {
  /** From the root of the task definition: `containerDefinitions[].hostname`. */
  readonly at: string;
  readonly when: (view: TaskView) => boolean;
  /** Values that are meant; without it, any that says something. */
  readonly values?: (value: unknown) => boolean;
  readonly declaration: Declaration<ForbiddenParams>;
}

export interface ForbiddenParams {
  readonly member: string;
  readonly label: string;
}

/** How a row is written down: rule, code (or what makes it, when it is reported), path, what to do instead, and optionally which values are meant. */
type Written = readonly [
  rule: string,
  code: string | (() => string),
  at: string,
  fix: string,
  values?: ForbiddenRow['values'],
];

export interface Realm {
  readonly where: string;
  readonly why: string;
  readonly see: string;
  readonly when: (view: TaskView) => boolean;
}

export const forbid = (realm: Realm, rows: readonly Written[]): readonly ForbiddenRow[] =>
  rows.map(([rule, code, at, fix, values]) => ({
    at,
    when: realm.when,
    ...(values ? { values } : {}),
    declaration: law<ForbiddenParams>(() => ({
      ...(rule ? { rule } : {}),
      code: typeof code === 'string' ? code : code(),
      message: ({ member, label }) => `${label} sets \`${member}\`, which does not work ${realm.where}.`,
      why: realm.why,
      fix,
      see: realm.see,
    })),
  }));

export const requires =
  (type: Compatibility) =>
  ({ on }: TaskView) =>
    on.has(type);

/** The rows of a realm stand together, and all of them fall where it does not hold. */
export function forbidden(rows: readonly ForbiddenRow[]): TaskLaw {
  const realms: { readonly when: ForbiddenRow['when']; readonly rows: ForbiddenRow[] }[] = [];
  for (const row of rows) {
    const last = realms.at(-1);
    if (last?.when === row.when) last.rows.push(row);
    else realms.push({ when: row.when, rows: [row] });
  }
  return (view) => {
    realms.forEach(({ when, rows }) => {
      if (when(view)) for (const row of rows) checkRow(row, view);
    });
  };
}

function checkRow({ at, values, declaration }: ForbiddenRow, view: TaskView): void {
  for (const { value, path } of select(view.task, at))
    if (says(value) && (!values || values(value)))
      view.report(declaration, path, { member: memberOf(path), label: labelAt(view, path) });
}

function labelAt(view: TaskView, path: readonly (string | number)[]): string {
  const [list, index] = path;
  if (list === 'containerDefinitions')
    return view.containers.find((container) => container.path[1] === index)?.label ?? 'A container';
  if (list === 'volumes') return `Volume \`${view.task.volumes?.[Number(index)]?.name ?? index}\``;
  return 'The task definition';
}
