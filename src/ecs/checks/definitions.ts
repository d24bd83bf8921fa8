import type { ApiType } from '../facts/api.ts';
import type { RunTask, ServiceDefinition, TaskDefinition } from '../model.ts';
import { mostBytes } from './conforms.ts';
import type { Clean, ReportAt } from './law.ts';
import { LawBook } from './law-book.ts';
import { runTaskLaws, serviceLaws } from './service/index.ts';
import { serviceView } from './service-view.ts';
import { clean } from './structure.ts';
import { taskLaws } from './task/index.ts';
import { type TaskView, taskView } from './task-view.ts';

const taskBook = new LawBook(taskLaws);
const serviceBook = new LawBook(serviceLaws);
const runTaskBook = new LawBook(runTaskLaws);

/** Members and types first; the laws then read what is left. All violations are reported, at paths of `json`. */
export function lawsOfTask(json: unknown, report: ReportAt): TaskView {
  const bytes = mostBytes(json, 'TaskDefinition');
  const task = Number.isNaN(bytes) ? clean(json, 'TaskDefinition', report) : json;
  const view = taskView(task as Clean<TaskDefinition>, report, bytes);
  let present = taskBook.presence(view.task);
  view.containers.forEach(({ value }) => {
    present |= taskBook.presence(value);
  });
  taskBook.hold(view, present);
  return view;
}

export function lawsOfService(json: unknown, task: TaskView | undefined, report: ReportAt): void {
  const service = clean(json, 'Service', report) as Clean<ServiceDefinition>;
  serviceBook.hold(serviceView(service, task, report), serviceBook.presence(service));
}

export function lawsOfRunTask(json: unknown, task: TaskView | undefined, report: ReportAt): void {
  const run = clean(json, 'RunTask', report) as Clean<RunTask>;
  runTaskBook.hold(serviceView(run, task, report), runTaskBook.presence(run));
}

/** A definition as others refer to it, without reporting anything about it. */
export const viewOfTask = (json: unknown): TaskView =>
  taskView(clean(json, 'TaskDefinition' satisfies ApiType, silent) as Clean<TaskDefinition>, silent);

const silent: ReportAt = () => {};
