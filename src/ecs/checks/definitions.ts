import type { ApiType } from '../facts/api.ts';
import type { RunTask, ServiceDefinition, TaskDefinition } from '../model.ts';
import { mostBytes, occurred } from './conforms.ts';
import type { Clean, ReportAt } from './law.ts';
import { lawBook } from './law-book.ts';
import { runTaskLaws, serviceLaws } from './service/index.ts';
import { serviceView } from './service-view.ts';
import { clean } from './structure.ts';
import { taskLaws } from './task/index.ts';
import { TaskView } from './task-view.ts';

const holdTask = lawBook(taskLaws, occurred);
const holdService = lawBook(serviceLaws, occurred);
const holdRunTask = lawBook(runTaskLaws, occurred);

/** Members and types first; the laws then read what is left. All violations are reported, at paths of `json`. */
export function lawsOfTask(json: unknown, report: ReportAt): TaskView {
  const bytes = mostBytes(json, 'TaskDefinition');
  const task = Number.isNaN(bytes) ? clean(json, 'TaskDefinition', report) : json;
  const view = new TaskView(task as Clean<TaskDefinition>, report, bytes);
  holdTask(view);
  return view;
}

export function lawsOfService(json: unknown, task: TaskView | undefined, report: ReportAt): void {
  holdService(serviceView(clean(json, 'Service', report) as Clean<ServiceDefinition>, task, report));
}

export function lawsOfRunTask(json: unknown, task: TaskView | undefined, report: ReportAt): void {
  holdRunTask(serviceView(clean(json, 'RunTask', report) as Clean<RunTask>, task, report));
}

/** A definition as others refer to it, without reporting anything about it. */
export const viewOfTask = (json: unknown): TaskView =>
  new TaskView(clean(json, 'TaskDefinition' satisfies ApiType, silent) as Clean<TaskDefinition>, silent);

const silent: ReportAt = () => {};
