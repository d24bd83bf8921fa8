import { collector, type Finding } from '../../diagnostics/declare.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { EcsApp } from '../../ecs/model.ts';
import { PortError } from '../../push/port.ts';
import { exit, type Flags, type Streams } from '../command.ts';
import { reportingOf } from '../flags.ts';
import { compileFlags, exitCodes, type ProjectRun } from '../project-run.ts';
import { show } from '../show.ts';
import { awsFailed, stopped } from './findings.ts';
import { openSession, type Session } from './session.ts';

/** A project that converted, and the ECS that it runs on. */
export interface AwsRun {
  readonly run: ProjectRun;
  readonly app: EcsApp;
  readonly cluster: string;
  readonly session: Session;
  /** What the command wants said besides the findings of the conversion. */
  readonly report: ReturnType<typeof collector>['report'];
}

/** Converts the project, opens AWS, runs `work`, and says everything that was found in the format that was asked for. */
export async function withAws(
  flags: Flags,
  streams: Streams,
  work: (aws: AwsRun) => Promise<number>,
  options: { readonly quietConversion?: boolean } = {},
): Promise<number> {
  const run = await compileFlags(flags, streams);
  const { app, options: resolved, diagnostics } = run.compiled;
  const { report, findings } = collector();
  const say = (own: readonly Finding[], shown: readonly Diagnostic[]) =>
    show([...own, ...shown], { ...reportingOf(flags), streams, rules: run.rules, app });
  if (run.verdict !== 'ok' || !app) {
    await say([], diagnostics);
    return exitCodes[run.verdict];
  }
  const quiet = options.quietConversion ? [] : diagnostics;
  const session = await openSession(flags, streams, resolved?.region);
  try {
    const code = await work({ run, app, cluster: resolved?.cluster ?? 'default', session, report });
    await say(findings, quiet);
    return code;
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.kind === 'aborted' || session.signal.aborted) report(stopped, { path: [] }, { action: error.action });
    else report(awsFailed, { path: [] }, { message: error.message });
    await say(findings, quiet);
    return exit.aws;
  } finally {
    session.close();
  }
}
