import { limits } from '../../facts/limits.ts';
import { pages } from '../../facts/pages.ts';
import { patterns } from '../../facts/patterns.ts';
import { law, type ReportAt, repeated } from '../law.ts';
import { type ContainerView, isEssential, taskLaw } from '../task-view.ts';

export const familyName = law(() => ({
  rule: 'TD001',
  code: 'family-name',
  message: 'The task definition has no family, or one that ECS does not take.',
  why: 'A family is 1 to 255 letters, digits, hyphens and underscores.',
  fix: 'Set `family` to such a name.',
  see: pages.parameters,
}));

export const containerCount = law<{ count: number }>(() => ({
  rule: 'TD002',
  code: 'container-count',
  message: ({ count }) => `The task definition has ${count} containers.`,
  why: `ECS takes 1 to ${limits.containersPerTask} containers in one task; the limit cannot be raised.`,
  fix: ({ count }) => (count === 0 ? 'Give it one.' : 'Split the task definition into several.'),
  see: pages.quotas,
}));

export const containerNameTaken = law<{ name: string }>(() => ({
  rule: 'TD004',
  code: 'container-name-taken',
  message: ({ name }) => `Two containers of the task are named \`${name}\`.`,
  why: 'Container names are unique within a task definition.',
  fix: 'Rename one of them.',
  see: pages.parameters,
}));

export const containerIncomplete = law<{ label: string; member: string }>(() => ({
  rule: 'TD005',
  code: 'container-incomplete',
  message: ({ label, member }) => `${label} has no usable \`${member}\`.`,
  why: 'ECS refuses a container without name or image; a name is 1 to 255 letters, digits, hyphens and underscores.',
  fix: ({ member }) => `Set \`${member}\`.`,
  see: pages.parameters,
}));

export const noEssential = law(() => ({
  rule: 'TD006',
  code: 'no-essential-container',
  message: 'No container of the task is essential.',
  why: 'A task ends when an essential container ends; ECS refuses a task definition that has none.',
  fix: 'Leave `essential` out, or set it to true, on the container that the task lives for.',
  see: pages.parameters,
}));

export const imageReference = law<{ label: string }>(() => ({
  rule: 'TD088',
  code: 'image-reference',
  message: ({ label }) => `${label} has an image reference that ECS does not take.`,
  why: 'A reference is at most 255 letters, digits and `_ - : . / #`, or a name followed by `@sha256:` and 64 hexadecimal digits.',
  fix: 'Correct the reference.',
  see: pages.parameters,
}));

export const hostnameLength = law<{ label: string }>(() => ({
  code: 'hostname-length',
  message: ({ label }) => `${label} has a \`hostname\` of more than ${limits.hostnameCharacters} characters.`,
  why: 'Linux takes no longer one, so that the container never starts.',
  fix: 'Shorten it.',
  see: pages.parameters,
}));

export const containers = taskLaw('everything', ({ task, containers, report }) => {
  if (!patterns.family.test(task.family ?? '')) report(familyName, task.family === undefined ? [] : ['family']);
  const count = task.containerDefinitions?.length ?? 0;
  if (count < 1 || count > limits.containersPerTask) report(containerCount, ['containerDefinitions'], { count });
  if (containers.length > 1) checkNames(containers, report);
  containers.forEach((container) => {
    const { name = '', image, hostname } = container.value;
    if (!patterns.containerName.test(name)) sayIncomplete(container, 'name', report);
    if (!image) sayIncomplete(container, 'image', report);
    else if (!patterns.imageTagged.test(image) && !patterns.imageDigest.test(image))
      report(imageReference, [...container.path, 'image'], { label: container.label });
    if (hostname && hostname.length > limits.hostnameCharacters)
      report(hostnameLength, [...container.path, 'hostname'], { label: container.label });
  });
  if (containers.length > 0 && !containers.some(isEssential)) report(noEssential, ['containerDefinitions']);
});

const sayIncomplete = ({ path, label }: ContainerView, member: string, report: ReportAt) =>
  report(containerIncomplete, path, { label, member });

function checkNames(containers: readonly ContainerView[], report: ReportAt): void {
  for (const [name, path] of repeated(containers, ({ name }) => name)) report(containerNameTaken, path, { name });
}
