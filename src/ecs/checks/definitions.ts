import type { ApiType } from '../facts/api.ts';
import type { RunTask, ServiceDefinition, TaskDefinition } from '../model.ts';
import { mostBytes } from './conforms.ts';
import type { Clean, ReportAt } from './law.ts';
import { LawBook } from './law-book.ts';
import { runTaskLaws, serviceLaws } from './service/index.ts';
import { type ServiceView, serviceView } from './service-view.ts';
import { clean } from './structure.ts';
import { taskLaws } from './task/index.ts';
import { TaskView } from './task-view.ts';

const taskBook = new LawBook(taskLaws);
const serviceBook = new LawBook(serviceLaws);
const runTaskBook = new LawBook(runTaskLaws);

/** What a task definition has, its containers and its volumes. */
function presenceIn({ task, containers }: TaskView): number {
  let present = taskBook.presence(task);
  containers.forEach(({ value }) => {
    present |= taskBook.presence(value);
  });
  return present | volumesIn(task, taskBook);
}

/** What a service has, and the volumes of its task. */
const presenceOf = (service: object, task: TaskView | undefined, book: LawBook<ServiceView>): number =>
  book.presence(service) | (task ? volumesIn(task.task, book) : 0);

const volumesIn = ({ volumes = [] }: Clean<TaskDefinition>, book: LawBook<never>): number =>
  volumes.reduce((present, volume) => (volume ? present | book.presence(volume) : present), 0);

/** Members and types first; the laws then read what is left. All violations are reported, at paths of `json`. */
export function lawsOfTask(json: unknown, report: ReportAt): TaskView {
  const bytes = mostBytes(json, 'TaskDefinition');
  const task = Number.isNaN(bytes) ? clean(json, 'TaskDefinition', report) : json;
  const view = new TaskView(task as Clean<TaskDefinition>, report, bytes);
  taskBook.hold(view, presenceIn(view));
  return view;
}

export function lawsOfService(json: unknown, task: TaskView | undefined, report: ReportAt): void {
  const service = clean(json, 'Service', report) as Clean<ServiceDefinition>;
  serviceBook.hold(serviceView(service, task, report), presenceOf(service, task, serviceBook));
}

export function lawsOfRunTask(json: unknown, task: TaskView | undefined, report: ReportAt): void {
  const run = clean(json, 'RunTask', report) as Clean<RunTask>;
  runTaskBook.hold(serviceView(run, task, report), presenceOf(run, task, runTaskBook));
}

/** A definition as others refer to it, without reporting anything about it. */
export const viewOfTask = (json: unknown): TaskView =>
  new TaskView(clean(json, 'TaskDefinition' satisfies ApiType, silent) as Clean<TaskDefinition>, silent);

const silent: ReportAt = () => {};
