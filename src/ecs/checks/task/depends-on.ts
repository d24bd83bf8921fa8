import { apiPage } from '../../facts/pages.ts';
import { each, law } from '../law.ts';
import { containerLaw, isEssential } from '../task-view.ts';

interface Params {
  readonly label: string;
  readonly target: string;
  readonly condition: string;
}
const see = apiPage('ContainerDependency');

export const dependsUnknown = law<Params>(() => ({
  rule: 'TD054',
  code: 'depends-on-unknown',
  message: ({ label, target }) => `${label} depends on \`${target}\`, which is no other container of the task.`,
  why: '`dependsOn` orders the containers of one task.',
  fix: 'Name another container of this task, or remove the dependency.',
  see,
}));

export const dependsUnhealthy = law<Params>(() => ({
  rule: 'TD055',
  code: 'depends-on-healthy',
  message: ({ label, target }) => `${label} waits for \`${target}\` to be healthy, which has no health check.`,
  why: 'Without `healthCheck` in the definition a container is never healthy; that of the image does not count.',
  fix: 'Give it a `healthCheck`, or wait for START.',
  see,
}));

export const dependsEssential = law<Params>(() => ({
  rule: 'TD056',
  code: 'depends-on-essential',
  message: ({ label, target }) => `${label} waits for \`${target}\` to end, which is essential.`,
  why: 'When an essential container ends, the whole task does; COMPLETE and SUCCESS need `essential` false.',
  fix: 'Set `essential` to false there.',
  see,
}));

export const dependsOn = containerLaw(['dependsOn'], (container, { byName, report }) => {
  for (const { value, path } of each(container.value.dependsOn, 'dependsOn', container)) {
    const { containerName: target, condition = '' } = value;
    if (target === undefined) continue;
    const params = { label: container.label, target, condition };
    const found = byName.get(target);
    if (!found || target === container.value.name) report(dependsUnknown, path, params);
    else if (condition === 'HEALTHY' && !found.value.healthCheck) report(dependsUnhealthy, path, params);
    else if ((condition === 'SUCCESS' || condition === 'COMPLETE') && isEssential(found))
      report(dependsEssential, path, params);
  }
});
