import type { Progress } from '../../push/wait.ts';
import type { Flags, Streams } from '../command.ts';
import { reportingOf } from '../flags.ts';

/** Shows how services come up: one live line each on a terminal, plain lines elsewhere, nothing beside findings for programs. */
export function progressLines(flags: Flags, streams: Streams): (progress: Progress) => void {
  const { stderr } = streams;
  const live = new Map<string, string>();
  let drawn = 0;
  const clear = (): void => {
    if (drawn > 0) stderr.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  const draw = (): void => {
    for (const line of live.values()) stderr.write(`${line}\n`);
    drawn = live.size;
  };
  if (reportingOf(flags).format !== 'text') return () => undefined;
  return (progress) => {
    const failed = progress.failed > 0 ? `, ${progress.failed} failed` : '';
    const state = `${progress.service}: ${progress.running} of ${progress.desired} running, ${progress.pending} pending${failed}`;
    const notes = [...progress.events, ...progress.stopped.map((why) => `a task stopped: ${why}`)].map(
      (note) => `${progress.service}: ${note}\n`,
    );
    if (stderr.isTTY !== true) {
      stderr.write(`${state}\n${notes.join('')}`);
      return;
    }
    clear();
    stderr.write(notes.join(''));
    live.set(progress.service, state);
    draw();
  };
}
