import type { Project } from '../../compose/project.ts';
import type { Report } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { TaskDraft } from '../draft.ts';
import type { Places } from './places.ts';

/** What a decision may read; it writes into the draft of its task and reports what is lost. */
export interface SettleContext extends SettleScope {
  readonly task: TaskDraft;
}

/** What is the same for all tasks. */
export interface SettleScope {
  readonly project: Project;
  readonly deployment: Deployment;
  readonly options: Options;
  readonly places: Places;
  readonly report: Report;
}

export type Decision = (context: SettleContext) => void;
