import type { Service } from '../compose/model.ts';
import type { Path } from '../source/node.ts';
import type { KeyContext } from './define.ts';

/** What is the same for all services. */
export type Run = Pick<KeyContext, 'project' | 'deployment' | 'options' | 'storageOf' | 'report'>;

/** One context serves all keys of a service: only the key differs, and few ask for its path. */
export class ServiceContext implements KeyContext {
  key = '';
  readonly name: string;
  readonly service: Service;
  readonly project: KeyContext['project'];
  readonly deployment: KeyContext['deployment'];
  readonly options: KeyContext['options'];
  readonly storageOf: KeyContext['storageOf'];
  readonly task: KeyContext['task'];
  readonly container: KeyContext['container'];
  readonly report: KeyContext['report'];

  constructor(service: Service, container: KeyContext['container'], task: KeyContext['task'], run: Run) {
    this.name = container.service;
    this.service = service;
    this.project = run.project;
    this.deployment = run.deployment;
    this.options = run.options;
    this.storageOf = run.storageOf;
    this.task = task;
    this.container = container;
    this.report = run.report;
  }

  get path(): Path {
    return ['services', this.name, this.key];
  }
}
