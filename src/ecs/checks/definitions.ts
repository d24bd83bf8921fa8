import type { ApiType } from '../facts/api.ts';
import type { RunTask, ServiceDefinition, TaskDefinition } from '../model.ts';
import { mostBytes } from './conforms.ts';
import type { Clean, ReportAt } from './law.ts';
import { runTaskLaws, serviceLaws } from './service/index.ts';
import { serviceView } from './service-view.ts';
import { clean } from './structure.ts';
import { taskLaws } from './task/index.ts';
import { type TaskView, taskView } from './task-view.ts';

/** Members and types first; the laws then read what is left. All violations are reported, at paths of `json`. */
export function lawsOfTask(json: unknown, report: ReportAt): TaskView {
  const bytes = mostBytes(json, 'TaskDefinition');
  const task = Number.isNaN(bytes) ? clean(json, 'TaskDefinition', report) : json;
  const view = taskView(task as Clean<TaskDefinition>, report, bytes);
  hold(view, taskLaws);
  return view;
}

export function lawsOfService(json: unknown, task: TaskView | undefined, report: ReportAt): void {
  hold(serviceView(clean(json, 'Service', report) as Clean<ServiceDefinition>, task, report), serviceLaws);
}

export function lawsOfRunTask(json: unknown, task: TaskView | undefined, report: ReportAt): void {
  hold(serviceView(clean(json, 'RunTask', report) as Clean<RunTask>, task, report), runTaskLaws);
}

/** By index: every definition goes through every law, and most laws have nothing to say. */
function hold<View>(view: View, laws: readonly ((view: View) => void)[]): void {
  for (let index = 0; index < laws.length; index++) laws[index]?.(view);
}

/** A definition as others refer to it, without reporting anything about it. */
export const viewOfTask = (json: unknown): TaskView =>
  taskView(clean(json, 'TaskDefinition' satisfies ApiType, silent) as Clean<TaskDefinition>, silent);

const silent: ReportAt = () => {};
