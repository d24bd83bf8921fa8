import { declare } from '../../diagnostics/declare.ts';
import { awslogs, logDrivers } from '../../ecs/facts/lists.ts';
import { apiPage, pages } from '../../ecs/facts/pages.ts';
import type { LogConfiguration } from '../../ecs/model.ts';
import { at } from '../context.ts';
import { defineKey, type KeyContext } from '../define.ts';

const see = apiPage('LogConfiguration');

export const logDriverReplaced = declare<{ driver: string }>(() => ({
  code: 'logging/driver-replaced',
  severity: 'warning',
  message: ({ driver }) => `The log driver ${driver} and its options are dropped: Fargate does not take it.`,
  why: 'It takes awslogs, splunk and awsfirelens. With a region the logs go to CloudWatch Logs, else nowhere.',
  fix: 'Give --region, or write one of the three; awsfirelens can forward to Fluentd.',
  see,
}));

export const logDriverLocal = declare(() => ({
  code: 'logging/local-is-json-file',
  severity: 'warning',
  message: 'The log driver local becomes json-file.',
  why: 'ECS does not take local; json-file keeps the logs on the instance as well, with the same limits of size.',
  fix: 'Write json-file, or give --region for CloudWatch Logs and remove the key.',
  see,
}));

export const logDriverNone = declare(() => ({
  code: 'logging/none-dropped',
  severity: 'warning',
  message: 'Logging cannot be switched off: no log configuration is written.',
  why: 'ECS does not take the driver none; the default of the instance’s Docker daemon applies, on Fargate nothing is kept.',
  fix: 'Send the output of the application to /dev/null, if it must not be kept.',
  see,
}));

export const logDriverUnknown = declare<{ driver: string }>(() => ({
  code: 'logging/driver-unknown',
  severity: 'error',
  message: ({ driver }) => `ECS does not take the log driver ${driver}.`,
  why: `It takes ${[...logDrivers.EC2].join(', ')}.`,
  fix: 'Write one of them; awsfirelens reaches most other places.',
  see,
  allow: 'the service is logged as if nothing were written',
}));

export const awslogsOptionDropped = declare<{ option: string }>(() => ({
  code: 'logging/option-dropped',
  severity: 'warning',
  message: ({ option }) => `The option ${option} is dropped.`,
  why: `For awslogs ECS takes ${[...awslogs.known].join(', ')}.`,
  fix: 'Remove it; awslogs-stream-prefix names the streams.',
  see: pages.logging,
}));

export const awslogsNoRegion = declare(() => ({
  code: 'logging/no-region',
  severity: 'error',
  message: 'The driver awslogs needs a region.',
  why: 'RegisterTaskDefinition rejects awslogs without awslogs-region.',
  fix: 'Give --region, or write awslogs-region.',
  see: pages.logging,
}));

export const agentDriver = declare<{ driver: string }>(() => ({
  code: 'logging/agent-driver',
  severity: 'info',
  message: ({ driver }) => `The ECS agent must offer the log driver ${driver}.`,
  why: 'An instance takes a task only when the agent lists the driver, and the default list is short.',
  fix: ({ driver }) =>
    `Add it to the agent: ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs","${driver}"] in /etc/ecs/ecs.config.`,
  see,
}));

/** What the agent of the ECS-optimised images offers; https://github.com/aws/amazon-ecs-agent/blob/master/ecs-init/README.md */
const offered = new Set(['json-file', 'syslog', 'awslogs', 'fluentd', 'awsfirelens']);
/** Docker’s own drivers that ECS has no name for. */
const dockerOnly = new Set([
  'local',
  'none',
  'journald',
  'syslog',
  'gelf',
  'fluentd',
  'json-file',
  'gcplogs',
  'etwlogs',
  'logentries',
]);

/** What local keeps where no size is written; json-file would fill the disk. https://docs.docker.com/engine/logging/drivers/local/ */
const localLimits = { 'max-size': '20m', 'max-file': '5' };

export const logging = defineKey<'logging'>({
  handling: 'mapped',
  doc: {
    bridge: 'logConfiguration',
    fargate: 'logConfiguration (awslogs, splunk, awsfirelens)',
    note: 'Driver and options as written; awslogs gets the group, region and on Fargate the prefix that are missing. local becomes json-file with the limits of local, none is left out, and on Fargate awslogs replaces other drivers: a warning each. Not written: awslogs when a region is given.',
    see,
  },
  diagnostics: {
    logDriverReplaced,
    logDriverLocal,
    logDriverNone,
    logDriverUnknown,
    awslogsOptionDropped,
    awslogsNoRegion,
    agentDriver,
  },
  map({ driver = 'json-file', options = {} }, context) {
    const place = { path: context.path };
    const { launchType } = context.deployment;
    if (driver === 'none') context.report(logDriverNone, place);
    else if (driver === 'awslogs') write(awslogsConfiguration(options, context), context);
    else if (logDrivers[launchType].has(driver)) {
      write({ logDriver: driver, options: { ...options } }, context);
      if (launchType !== 'FARGATE' && !offered.has(driver)) context.report(agentDriver, place, { driver });
    } else if (launchType === 'FARGATE' && dockerOnly.has(driver)) context.report(logDriverReplaced, place, { driver });
    else if (driver === 'local') {
      context.report(logDriverLocal, place);
      write(
        { logDriver: 'json-file', options: options['max-size'] ? { ...options } : { ...localLimits, ...options } },
        context,
      );
    } else context.report(logDriverUnknown, place, { driver });
  },
});

function write({ logDriver, options = {} }: LogConfiguration, { container }: KeyContext): void {
  const sorted = Object.entries(options).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  container.definition.logConfiguration = {
    logDriver,
    ...(sorted.length > 0 ? { options: Object.fromEntries(sorted) } : {}),
  };
}

function awslogsConfiguration(written: Readonly<Record<string, string>>, context: KeyContext): LogConfiguration {
  const { options, project, name } = context;
  const kept = Object.entries(written).filter(([option]) => {
    if (!awslogs.known.has(option)) context.report(awslogsOptionDropped, at(context, 'options', option), { option });
    return awslogs.known.has(option);
  });
  const standard = {
    'awslogs-group': options.logGroup ?? `/ecs/${project.model.name}`,
    ...(options.region === undefined ? {} : { 'awslogs-region': options.region }),
    ...(context.deployment.launchType === 'FARGATE' ? { 'awslogs-stream-prefix': name } : {}),
    ...(options.createLogGroup ? { 'awslogs-create-group': 'true' } : {}),
  };
  const all = { ...standard, ...Object.fromEntries(kept) };
  if (!all['awslogs-region']) context.report(awslogsNoRegion, { path: context.path });
  return { logDriver: 'awslogs', options: all };
}
