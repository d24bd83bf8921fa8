import { parseDuration } from '../../compose/units.ts';
import { declare } from '../../diagnostics/declare.ts';
import { clamp, limits, type Range } from '../../ecs/facts/limits.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { at, isWritten } from '../context.ts';
import { defineKey, type KeyContext } from '../define.ts';

const see = apiPage('HealthCheck');

const unit = (part: string): string => (part === 'retries' ? '' : ' s');

export const healthClamped = declare<{ part: string; from: number; to: number; range: Range }>(() => ({
  code: 'healthcheck/clamped',
  severity: 'warning',
  message: ({ part, from, to }) => `${part} ${from}${unit(part)} becomes ${to}${unit(part)}.`,
  why: ({ part, range: [least, most] }) => `ECS takes ${least} to ${most}${unit(part)} for ${part}.`,
  fix: 'Write a value within the range.',
  see,
}));

export const healthWithoutTest = declare(() => ({
  code: 'healthcheck/no-test',
  severity: 'warning',
  message: 'The health check names no test and is dropped.',
  why: 'Compose would time the HEALTHCHECK of the image; ECS does not look at it and needs the command here.',
  fix: 'Repeat the command of the image under test.',
  see,
}));

export const healthTestForm = declare(() => ({
  code: 'healthcheck/test-form',
  severity: 'error',
  message: 'The test must begin with CMD, CMD-SHELL or NONE.',
  why: 'ECS runs a command given as CMD or CMD-SHELL and nothing else.',
  fix: 'Write ["CMD", "program", "argument"], or the command as one text.',
  see,
  allow: 'the health check is left out',
}));

export const healthStartInterval = declare(() => ({
  code: 'healthcheck/start-interval-dropped',
  severity: 'warning',
  message: 'start_interval is dropped.',
  why: 'ECS checks at one interval from the start on.',
  fix: 'Lower interval if the container must be found healthy soon.',
  see,
}));

/** Compose’s defaults; that of timeout is not the one of ECS, so all are written. Seconds, but retries. */
const timings = {
  interval: { usual: 30, range: limits.healthCheckInterval },
  timeout: { usual: 30, range: limits.healthCheckTimeout },
  retries: { usual: 3, range: limits.healthCheckRetries },
  start_period: { usual: 0, range: limits.healthCheckStartPeriod },
} as const;

export const healthcheck = defineKey<'healthcheck'>({
  handling: 'mapped',
  doc: {
    bridge: 'healthCheck',
    note: 'All of interval, timeout, retries and startPeriod are written, with Compose’s defaults 30, 30, 3 and 0; seconds rounded up, then brought into the range of ECS with a warning. NONE and disable: no health check.',
    see,
  },
  parts: {
    start_interval: { bridge: '—', note: 'Dropped with a warning.', see },
    disable: { bridge: '—', note: 'ECS never runs the check of an image: nothing to disable.', see },
  },
  harmless: { disable: 'ECS never runs the check of an image, so there is none to disable' },
  diagnostics: { healthClamped, healthWithoutTest, healthTestForm, healthStartInterval },
  map(value, context) {
    const { test } = value;
    if (value.disable || test?.[0] === 'NONE') return;
    if (value.start_interval && isWritten(context, 'start_interval'))
      context.report(healthStartInterval, at(context, 'start_interval'));
    if (!test || test.length === 0) {
      context.report(healthWithoutTest, { path: context.path });
      return;
    }
    if ((test[0] !== 'CMD' && test[0] !== 'CMD-SHELL') || test.length < 2) {
      context.report(healthTestForm, at(context, 'test'));
      return;
    }
    const command = [...test];
    context.container.definition.healthCheck = {
      command,
      interval: timing('interval', value.interval, context),
      timeout: timing('timeout', value.timeout, context),
      retries: timing('retries', value.retries, context),
      startPeriod: timing('start_period', value.start_period, context),
    };
  },
});

/** 0 asks for the default, as in Docker. */
function timing(part: keyof typeof timings, given: string | number | undefined, context: KeyContext): number {
  const { usual, range } = timings[part];
  const read = typeof given === 'string' ? Math.ceil(parseDuration(given) ?? 0) : given;
  const wanted = read || usual;
  const taken = clamp(wanted, range);
  if (taken !== wanted) context.report(healthClamped, at(context, part), { part, from: wanted, to: taken, range });
  return taken;
}
