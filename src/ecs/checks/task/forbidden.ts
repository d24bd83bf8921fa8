import type { Declaration } from '../../../diagnostics/declare.ts';
import { law, memberOf, says, select } from '../law.ts';
import type { Compatibility, TaskLaw, TaskView } from '../task-view.ts';

/** A member that must not be there, in the words of its row. */
interface ForbiddenRow {
  /** From the root of the task definition: `containerDefinitions[].hostname`. */
  readonly at: string;
  /** Values that are meant; without it, any that says something. */
  readonly values: ((value: unknown) => boolean) | undefined;
  readonly declaration: Declaration<ForbiddenParams>;
}

interface ForbiddenParams {
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

interface Realm {
  readonly where: string;
  readonly why: string;
  readonly see: string;
  readonly when: (view: TaskView) => boolean;
}

/** The law of a realm, with its rows. */
export function forbid(
  realm: Realm,
  written: readonly Written[],
): TaskLaw & { readonly rows: readonly ForbiddenRow[] } {
  const rows = written.map((each) => rowOf(each, realm));
  let members: readonly string[] | undefined;
  return {
    get about() {
      members ??= rows.map(({ at }) => firstMember(at));
      return members;
    },
    hold: (view) => {
      if (realm.when(view)) for (const row of rows) checkRow(row, view);
    },
    rows,
  };
}

const rowOf = ([rule, code, at, fix, values]: Written, realm: Realm): ForbiddenRow => ({
  at,
  values,
  declaration: law<ForbiddenParams>(() => ({
    ...(rule ? { rule } : {}),
    code: typeof code === 'string' ? code : code(),
    message: ({ member, label }) => `${label} sets \`${member}\`, which does not work ${realm.where}.`,
    why: realm.why,
    fix,
    see: realm.see,
  })),
});

/** Of the task definition, its containers or its volumes. */
const firstMember = (at: string): string => /^(?:(?:containerDefinitions|volumes)\[\]\.)?(\w+)/.exec(at)?.[1] ?? at;

export const requires =
  (type: Compatibility) =>
  ({ on }: TaskView) =>
    on.has(type);

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
