import { apiPage } from '../../facts/pages.ts';
import { law } from '../law.ts';
import { containerLaw } from '../task-view.ts';

export const healthCheckCommand = law<{ label: string }>(() => ({
  rule: 'TD053',
  code: 'health-check-command',
  message: ({ label }) => `${label} has a health check without a command.`,
  why: 'The list begins with CMD or CMD-SHELL, followed by what to run.',
  fix: 'Write `["CMD-SHELL", "curl -f http://localhost/ || exit 1"]`, or remove `healthCheck`.',
  see: apiPage('HealthCheck'),
}));

export const healthCheckForm = law<{ label: string }>(() => ({
  rule: 'TD053',
  code: 'health-check-form',
  severity: 'warning',
  message: ({ label }) => `The health check of ${label.toLowerCase()} does not begin with CMD or CMD-SHELL.`,
  why: 'ECS documents these two forms; a bare program is run as it stands, and NONE is not documented.',
  fix: 'Begin the list with CMD (a program and its arguments) or CMD-SHELL (one line for a shell).',
  see: apiPage('HealthCheck'),
}));

export const healthCheck = containerLaw(['healthCheck'], (container, { report }) => {
  const { healthCheck } = container.value;
  if (!healthCheck) return;
  const { command } = healthCheck;
  const form = command?.[0];
  const known = form === 'CMD' || form === 'CMD-SHELL';
  if (known && (command?.length ?? 0) > 1) return;
  const { path, label } = container;
  const at = [...path, 'healthCheck', ...(command ? ['command'] : [])];
  if (!form || known) report(healthCheckCommand, at, { label });
  else report(healthCheckForm, at, { label });
});
