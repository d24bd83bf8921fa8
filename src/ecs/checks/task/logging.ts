import { awslogs, logDrivers } from '../../facts/lists.ts';
import { pages } from '../../facts/pages.ts';
import { law } from '../law.ts';
import { taskLaw } from '../task-view.ts';

export const fargateLogDriver = law<{ label: string; driver: string }>(() => ({
  rule: 'TD031',
  code: 'fargate-log-driver',
  message: ({ label, driver }) => `${label} logs with \`${driver}\`, which Fargate does not have.`,
  why: `Fargate has ${[...logDrivers.FARGATE].join(', ')}.`,
  fix: 'Use `awslogs`, or `awsfirelens` with a log router beside it.',
  see: pages.logging,
}));

export const managedLogDriver = law<{ label: string; driver: string }>(() => ({
  rule: 'TD086',
  code: 'managed-instances-log-driver',
  message: ({ label, driver }) => `${label} logs with \`${driver}\`, which ECS Managed Instances do not have.`,
  why: `They have ${[...logDrivers.MANAGED_INSTANCES].join(', ')}.`,
  fix: 'Use one of these.',
  see: pages.managedInstances,
}));

export const awslogsOption = law<{ label: string; option: string }>(() => ({
  rule: 'TD032',
  code: 'awslogs-option',
  message: ({ label, option }) => `${label} logs with \`awslogs\` and lacks the option \`${option}\`.`,
  why: 'The driver must know log group and Region; ECS refuses the definition, or the container does not start.',
  fix: ({ option }) => `Add \`${option}\` to the options.`,
  see: pages.logging,
}));

export const awslogsPrefix = law<{ label: string }>(() => ({
  rule: 'TD033',
  code: 'awslogs-stream-prefix',
  message: ({ label }) => `${label} logs with \`awslogs\` and lacks the option \`awslogs-stream-prefix\`.`,
  why: 'Fargate requires it.',
  fix: 'Add `awslogs-stream-prefix` to the options.',
  see: pages.logging,
}));

export const awslogsTogether = law<{ label: string }>(() => ({
  code: 'awslogs-options-together',
  message: ({ label }) => `${label} logs with both \`${awslogs.exclusive.join('` and `')}\`.`,
  why: 'The driver takes one of them; the container does not start with both.',
  fix: 'Keep one: a date format, or a pattern that a new message begins with.',
  see: pages.logging,
}));

export const logMode = law<{ label: string; mode: string }>(() => ({
  code: 'log-mode',
  message: ({ label, mode }) => `${label} logs in the mode \`${mode}\`, which no driver has.`,
  why: `The mode is ${[...awslogs.modes].join(' or ')}; a container does not start with another.`,
  fix: 'Correct or remove the option `mode`.',
  see: pages.logging,
}));

export const logBuffer = law<{ label: string }>(() => ({
  code: 'log-buffer-blocking',
  message: ({ label }) => `${label} logs in the mode \`blocking\` and has a \`max-buffer-size\`.`,
  why: 'Only the mode non-blocking has a buffer: Docker does not start a container that asks for one in the other.',
  fix: 'Remove `max-buffer-size`, or set `mode` to `non-blocking`.',
  see: pages.logging,
}));

export const awslogsRole = law(() => ({
  rule: 'TD034',
  code: 'awslogs-execution-role',
  message: 'A container logs with `awslogs` on Fargate, and the task has no execution role.',
  why: 'Fargate writes the log with the rights of the execution role.',
  fix: 'Set `executionRoleArn`.',
  see: pages.executionRole,
}));

export const firelensRouter = law(() => ({
  rule: 'TD035',
  code: 'firelens-router-missing',
  message: 'A container logs with `awsfirelens`, and no container of the task has a `firelensConfiguration`.',
  why: 'The driver hands the log to a router container of the same task.',
  fix: 'Add a Fluent Bit or Fluentd container with `firelensConfiguration`.',
  see: pages.firelens,
}));

export const fargateFirelensFile = law<{ label: string }>(() => ({
  rule: 'TD036',
  code: 'fargate-firelens-s3',
  message: ({ label }) => `${label} reads its FireLens configuration from S3.`,
  why: 'Fargate only takes a file of the image (`config-file-type` of `file`).',
  fix: 'Put the configuration into the image.',
  see: pages.firelens,
}));

export const logging = taskLaw(['logConfiguration', 'firelensConfiguration'], ({ task, on, containers, report }) => {
  if (!containers.some(({ value }) => value.logConfiguration || value.firelensConfiguration)) return;
  containers.forEach(({ value, path, label }) => {
    const { logDriver: driver, options = {} } = value.logConfiguration ?? {};
    const at = [...path, 'logConfiguration'];
    if (driver && on.has('FARGATE') && !logDrivers.FARGATE.has(driver)) report(fargateLogDriver, at, { label, driver });
    if (driver && on.has('MANAGED_INSTANCES') && !logDrivers.MANAGED_INSTANCES.has(driver))
      report(managedLogDriver, at, { label, driver });
    if (driver === 'awslogs') {
      for (const option of awslogs.required) if (!options[option]) report(awslogsOption, at, { label, option });
      if (on.has('FARGATE') && !options['awslogs-stream-prefix']) report(awslogsPrefix, at, { label });
      if (awslogs.exclusive.every((option) => options[option] !== undefined)) report(awslogsTogether, at, { label });
    }
    // The options of FireLens are those of its router.
    const mode = driver === 'awsfirelens' ? undefined : options.mode;
    if (mode && !awslogs.modes.has(mode)) report(logMode, at, { label, mode });
    if (mode === 'blocking' && options['max-buffer-size'] !== undefined && !on.has('FARGATE'))
      report(logBuffer, at, { label });
    const firelens = value.firelensConfiguration?.options?.['config-file-type'];
    if (on.has('FARGATE') && firelens === 's3')
      report(fargateFirelensFile, [...path, 'firelensConfiguration'], { label });
  });
  const drivers = containers.map(({ value }) => value.logConfiguration?.logDriver);
  if (on.has('FARGATE') && drivers.includes('awslogs') && !task.executionRoleArn) report(awslogsRole, []);
  if (drivers.includes('awsfirelens') && !containers.some(({ value }) => value.firelensConfiguration))
    report(firelensRouter, ['containerDefinitions']);
});
