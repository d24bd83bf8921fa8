import type { Project } from '../../compose/project.ts';
import type { Report } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { TaskDraft } from '../draft.ts';

/** What a decision may read; it writes into the draft of its task and reports what is lost. */
export interface SettleContext {
  readonly task: TaskDraft;
  readonly project: Project;
  readonly deployment: Deployment;
  readonly options: Options;
  readonly report: Report;
}

export type Decision = (context: SettleContext) => void;
