import { describe, expect, it } from 'vitest';
import { conforms, occurred } from '../../../src/ecs/checks/conforms.ts';
import type { ReportAt } from '../../../src/ecs/checks/law.ts';
import { type LawOf, lawBook } from '../../../src/ecs/checks/law-book.ts';
import { serviceLaws } from '../../../src/ecs/checks/service/index.ts';
import { serviceView } from '../../../src/ecs/checks/service-view.ts';
import { clean } from '../../../src/ecs/checks/structure.ts';
import { taskLaws } from '../../../src/ecs/checks/task/index.ts';
import { TaskView } from '../../../src/ecs/checks/task-view.ts';
import type { ApiType } from '../../../src/ecs/facts/api.ts';
import { serviceRules } from './service-rules.ts';
import { taskRules } from './task-rules.ts';

const silent: ReportAt = () => {};
const read = (json: unknown, type: ApiType): object => clean(json, type, silent) as object;
const volumesOf = (task: TaskView['task'] | undefined) =>
  (task?.volumes ?? []).filter((volume) => volume !== undefined);
const noted = () => {
  const said: string[] = [];
  const report: ReportAt = (declaration, _path, ..._params) => void said.push(declaration.code);
  return { said, report };
};

/** What the laws say that are about no member of `values`. */
function unasked<View>(laws: readonly LawOf<View>[], values: readonly object[], view: View): void {
  const names = new Set(values.flatMap((value) => Object.keys(value)));
  for (const { about, hold } of laws) if (about !== 'everything' && !about.some((name) => names.has(name))) hold(view);
}

describe('a law has nothing to say of a definition without the members that it is about', () => {
  it.each(taskRules)('of a task definition: $rule', ({ bad, good }) => {
    const { said, report } = noted();
    for (const json of [...bad, ...good]) {
      const view = new TaskView(read(json, 'TaskDefinition'), report);
      unasked(taskLaws, [view.task, ...view.containers.map(({ value }) => value), ...volumesOf(view.task)], view);
    }
    expect(said).toEqual([]);
  });

  it.each(serviceRules)('of a service: $rule', ({ bad, good }) => {
    const { said, report } = noted();
    for (const [json, task] of [...bad, ...good]) {
      const service = read(json, 'Service');
      const ran = task === undefined ? undefined : new TaskView(read(task, 'TaskDefinition'), silent);
      unasked(serviceLaws, [service, ...volumesOf(ran?.task)], serviceView(service, ran, report));
    }
    expect(said).toEqual([]);
  });
});

describe('a book of laws', () => {
  const law = (name: string, about: LawOf<string[]>['about']): LawOf<string[]> => ({
    about,
    hold: (said) => void said.push(name),
  });

  it('holds definitions against the laws about members that occurred, in order', () => {
    const members = new Set<string>();
    const hold = lawBook([law('a', ['x', 'y']), law('b', 'everything'), law('c', ['y']), law('d', ['z'])], members);
    const held = (...names: string[]) => {
      for (const name of names) members.add(name);
      const said: string[] = [];
      hold(said);
      return said;
    };
    expect(held()).toEqual(['b']);
    expect(held('other', 'x')).toEqual(['a', 'b']);
    expect(held('y')).toEqual(['a', 'b', 'c']);
    expect(held('z')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('knows every member that a definition has, and those of one that does not conform', () => {
    conforms(
      { volumes: [{ host: { sourcePath: 1 } }], unknown: 1, cpu: 1, containerDefinitions: [{ user: null }] },
      'TaskDefinition',
    );
    expect([...occurred]).toEqual(expect.arrayContaining(['volumes', 'host', 'sourcePath', 'cpu', 'user']));
    expect(occurred.has('unknown')).toBe(false);
  });
});
