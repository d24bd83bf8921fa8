import type { Compiled } from '../compile.ts';
import { type StrictnessRules, type Verdict, verdict } from '../diagnostics/verdict.ts';
import { compileChecked } from '../node/compile-checked.ts';
import { nodeHost } from '../node/host.ts';
import { exit, type Flags, type Streams } from './command.ts';
import { loadRequest, optionInput, strictness } from './flags.ts';

export const exitCodes: Readonly<Record<Verdict, number>> = {
  ok: exit.ok,
  errors: exit.errors,
  usage: exit.usage,
  denied: exit.denied,
};

export interface ProjectRun {
  readonly compiled: Compiled;
  readonly verdict: Verdict;
  readonly rules: StrictnessRules;
}

/** Told the absolute path of each file right before it is asked for, also of those that are not there. */
export type OnRead = (path: string) => void;

/** Compiles the project that the flags describe, from the real file system. */
export async function compileFlags(flags: Flags, streams: Streams, onRead?: OnRead): Promise<ProjectRun> {
  const host = hostOf(streams, onRead);
  const compiled = await compileChecked({ ...loadRequest(flags), options: optionInput(flags) }, host);
  const rules = compiled.options?.diagnostics ?? strictness(flags);
  return { compiled, rules, verdict: verdict(compiled.diagnostics, rules) };
}

export function hostOf(streams: Streams, onRead?: OnRead) {
  return nodeHost({
    cwd: (streams.cwd ?? process.cwd)(),
    env: streams.env ?? {},
    ...(streams.readStdin ? { stdin: streams.readStdin } : {}),
    ...(onRead ? { onRead } : {}),
    ...(streams.onText ? { onText: streams.onText } : {}),
  });
}
