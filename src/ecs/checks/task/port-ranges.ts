import { limits, within } from '../../facts/limits.ts';
import { apiPage } from '../../facts/pages.ts';
import { patterns } from '../../facts/patterns.ts';
import { law, readable, repeated } from '../law.ts';
import { type ContainerView, type TaskView, taskLaw } from '../task-view.ts';
import type { MappingView } from './port-view.ts';

const see = apiPage('PortMapping');

export const portRangeAndPort = law(() => ({
  rule: 'TD046',
  code: 'port-range-and-port',
  message: 'A port mapping has `containerPortRange` beside `containerPort` or `hostPort`.',
  why: 'A mapping is one port or one range.',
  fix: 'Keep one of them.',
  see,
}));

export const portRangeText = law(() => ({
  rule: 'TD047',
  code: 'port-range',
  message: 'A `containerPortRange` is not a range of ports.',
  why: 'It is written `8000-8010`, the lower port first, within 1 to 65535.',
  fix: 'Correct the range.',
  see,
}));

export const portRangeMode = law<{ mode: string }>(() => ({
  rule: 'TD047',
  code: 'port-range-mode',
  message: ({ mode }) => `A \`containerPortRange\` stands in network mode ${mode}.`,
  why: 'Ranges exist in bridge and awsvpc mode only.',
  fix: 'Write a mapping for each port.',
  see,
}));

export const portRangeOverlap = law<{ label: string }>(() => ({
  rule: 'TD047',
  code: 'port-range-overlap',
  message: ({ label }) => `${label} maps a port twice: one of its port ranges holds ports of another mapping.`,
  why: 'A port may be in one mapping of a container only; ranges must not overlap.',
  fix: 'Cut the ranges so that none shares a port.',
  see,
}));

export const portRangeCount = law<{ label: string; count: number }>(() => ({
  rule: 'TD047',
  code: 'port-range-count',
  message: ({ label, count }) => `${label} has ${count} port ranges.`,
  why: `A container takes at most ${limits.portRangesPerContainer}.`,
  fix: 'Join ranges.',
  see,
}));

export const portName = law(() => ({
  rule: 'TD048',
  code: 'port-name',
  message: 'A port mapping has a name that ECS does not take.',
  why: 'A port name is 1 to 64 lower-case letters, digits, hyphens and underscores, and does not begin with a hyphen.',
  fix: 'Rename it.',
  see,
}));

export const portNameTaken = law<{ name: string }>(() => ({
  rule: 'TD048',
  code: 'port-name-taken',
  message: ({ name }) => `Two port mappings of the task are named \`${name}\`.`,
  why: 'Service Connect finds a port by its name, which is unique in the whole task definition.',
  fix: 'Rename one of them.',
  see,
}));

export const portRanges = taskLaw(['portMappings'], (view) => {
  const { mappings, report } = view;
  mappings.forEach((mapping) => {
    const { name, containerPortRange } = mapping.value;
    if (name !== undefined && !patterns.portName.test(name)) report(portName, [...mapping.path, 'name']);
    if (containerPortRange !== undefined) checkRange(mapping, containerPortRange, view);
  });
  if (mappings.length > 1) checkTogether(view);
});

function checkRange(mapping: MappingView, range: string, { network, report }: TaskView): void {
  const { containerPort, hostPort } = mapping.value;
  const at = [...mapping.path, 'containerPortRange'];
  if (containerPort !== undefined || hostPort !== undefined) report(portRangeAndPort, at);
  if (!portRangeOf(range)) report(portRangeText, at);
  if (network === 'host' || network === 'none') report(portRangeMode, at, { mode: network });
}

function checkTogether({ containers, mappings, report }: TaskView): void {
  for (const [name, path] of repeated(mappings, ({ name }) => name)) report(portNameTaken, path, { name });
  const ranges = mappings.filter(({ value }) => value.containerPortRange !== undefined);
  if (ranges.length === 0) return;
  containers.forEach((container) => {
    const own = ranges.filter((each) => each.container === container);
    const { label, path } = container;
    if (own.length > limits.portRangesPerContainer) report(portRangeCount, path, { label, count: own.length });
    const sorted = own.flatMap(({ value }) => wrap(portRangeOf(value.containerPortRange)));
    if (sorted.length > 0) sorted.push(...singlePorts(container));
    sorted.sort(([a], [b]) => a - b);
    if (sorted.some(([first], index) => index > 0 && first <= (sorted[index - 1]?.[1] ?? 0)))
      report(portRangeOverlap, [...path, 'portMappings'], { label });
  });
}

/** Each once: that a port is mapped to several host ports, or for both protocols, is another matter. */
function singlePorts({ value: { portMappings } }: ContainerView): [number, number][] {
  const ports = readable(portMappings, ({ containerPort, containerPortRange }) =>
    containerPortRange === undefined ? containerPort : undefined,
  );
  return [...new Set(ports)].flatMap((port) => (port === undefined ? [] : [[port, port]]));
}

const wrap = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** First and last port of `8000-8010`; `undefined` when it is no range. */
export function portRangeOf(text: string | undefined): [first: number, last: number] | undefined {
  const found = patterns.portRange.exec(text ?? '');
  const [first, last] = [Number(found?.[1]), Number(found?.[2])];
  return found && first < last && within(last, limits.port) ? [first, last] : undefined;
}
