import { parseDuration } from '../../compose/units.ts';
import { declare } from '../../diagnostics/declare.ts';
import { clamp, limits, type Range } from '../../ecs/facts/limits.ts';
import { onFargate } from '../context.ts';
import { defineKey } from '../define.ts';
import { containerMember } from '../pages.ts';

const see = containerMember('stopTimeout');

export const stopTimeoutClamped = declare<{ from: number; to: number; where: string }>(() => ({
  code: 'stop_grace_period/clamped',
  severity: 'warning',
  message: ({ from, to }) => `The ${from} seconds to stop become ${to}.`,
  why: ({ where }) => `${where} does not take the value.`,
  fix: 'Make the application stop within the time, and write a value within the range.',
  see,
}));

/** The agent waits a second at least. */
const onInstances: Range = [1, Number.MAX_SAFE_INTEGER];

export const stopGracePeriod = defineKey<'stop_grace_period'>({
  handling: 'mapped',
  doc: {
    bridge: 'stopTimeout',
    note: 'Whole seconds, rounded up; on Fargate 2 to 120, with a warning. Not written: 30 on ECS, 10 in Compose.',
    see,
  },
  diagnostics: { stopTimeoutClamped },
  map(value, context) {
    const { container, report, path } = context;
    const seconds = parseDuration(value);
    if (seconds === undefined) return;
    const wanted = Math.ceil(seconds);
    const range = onFargate(context) ? limits.fargateStopTimeout : onInstances;
    const taken = clamp(wanted, range);
    const where = onFargate(context)
      ? `Fargate, which waits ${range[0]} to ${range[1]} seconds,`
      : 'The ECS agent, which waits a second at least,';
    if (taken !== wanted) report(stopTimeoutClamped, { path }, { from: wanted, to: taken, where });
    container.definition.stopTimeout = taken;
  },
});
