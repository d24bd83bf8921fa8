import { describe, expect, it } from 'vitest';
import type { ReportAt } from '../../../src/ecs/checks/law.ts';
import { LawBook, type LawOf } from '../../../src/ecs/checks/law-book.ts';
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
  const held = (book: LawBook<string[]>, value: object) => {
    const said: string[] = [];
    book.hold(said, book.presence(value));
    return said;
  };

  it('holds a definition against the laws of its members, in order', () => {
    const book = new LawBook([law('a', ['x', 'y']), law('b', 'everything'), law('c', ['y']), law('d', ['z'])]);
    expect(held(book, { y: 1 })).toEqual(['a', 'b', 'c']);
    expect(held(book, { z: 1, x: 1, other: 1 })).toEqual(['a', 'b', 'd']);
    expect(held(book, {})).toEqual(['b']);
    expect(held(book, { constructor: 1 })).toEqual(['b']);
  });

  it('leaves out none, however many there are', () => {
    const book = new LawBook(Array.from({ length: 70 }, (_, index) => law(`${index}`, [`m${index}`])));
    for (let index = 0; index < 70; index++) expect(held(book, { [`m${index}`]: 1 })).toContain(`${index}`);
  });
});
