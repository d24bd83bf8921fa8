import type { Declaration } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';
import { type ApiType, isApiType, type Member, members } from '../facts/api.ts';
import { type EnumName, enums } from '../facts/enums.ts';
import { apiPage, pages } from '../facts/pages.ts';
import { conforms, isInteger, isObject, neededMembers } from './conforms.ts';
import { law, memberOf, type ReportAt } from './law.ts';
import { nearestName } from './nearest.ts';

export const unknownMember = law<{ name: string; type: string; nearest: string | undefined }>(() => ({
  code: 'unknown-member',
  message: ({ name, type }) => `\`${name}\` is no member of ${type}.`,
  why: 'The AWS CLI and the SDKs refuse members that the ECS API does not have; names are case-sensitive.',
  fix: ({ nearest }) => (nearest ? `Did you mean \`${nearest}\`?` : 'Remove it.'),
  see: pages.parameters,
}));

export const wrongType = law<{ name: string; is: string; wants: string; hint: string }>(() => ({
  code: 'wrong-type',
  message: ({ name, is, wants }) => `\`${name}\` is ${is}; ECS takes ${wants}.`,
  why: 'The AWS CLI and the SDKs refuse a value of another type before anything is sent.',
  fix: ({ hint }) => hint,
  see: pages.parameters,
}));

export const integerRange = law<{ name: string; value: number }>(() => ({
  code: 'integer-range',
  message: ({ name, value }) => `\`${name}\` is ${value}, which is no number of 32 bits.`,
  why: 'Whole numbers of the ECS API go from -2147483648 to 2147483647; it refuses a request that holds another.',
  fix: 'Write a number within that range; -1 stands for no limit in `ulimits`.',
  see: pages.parameters,
}));

export const missingMember = law<{ name: string; type: string }>(() => ({
  code: 'missing-member',
  message: ({ name, type }) => `${type} lacks \`${name}\`.`,
  why: 'The ECS API requires it.',
  fix: ({ name }) => `Add \`${name}\`.`,
  see: pages.parameters,
}));

export interface EnumParams {
  readonly value: string;
  readonly values: readonly string[];
  readonly name: string;
}
const enumFix = ({ value, values }: EnumParams) => {
  const nearest = nearestName(value, values);
  return nearest ? `Write \`${nearest}\`.` : `Write one of ${values.join(', ')}.`;
};

export const unknownValue = law<EnumParams>(() => ({
  code: 'unknown-value',
  message: ({ name, values }) => `\`${name}\` has a value that ECS does not know; it takes ${values.join(', ')}.`,
  why: 'The value is one of an enumeration; spelling and case count.',
  fix: enumFix,
  see: pages.parameters,
}));

export const portProtocol = law<EnumParams>(() => ({
  rule: 'TD049',
  code: 'port-protocol',
  message: 'The protocol of a port mapping is neither `tcp` nor `udp`.',
  why: 'ECS reads any other spelling, upper case too, as tcp and says nothing.',
  fix: 'Write `tcp` or `udp` in lower case.',
  see: apiPage('PortMapping'),
}));

export const appProtocol = law<EnumParams>(() => ({
  rule: 'TD050',
  code: 'port-app-protocol',
  message: 'The application protocol of a port mapping is none of `http`, `http2`, `grpc`.',
  why: 'Service Connect knows only these; plain TCP is meant by leaving `appProtocol` out.',
  fix: enumFix,
  see: apiPage('PortMapping'),
}));

export const ulimitName = law<EnumParams>(() => ({
  rule: 'TD070',
  code: 'ulimit-name',
  message: ({ value }) => `ECS knows no ulimit \`${value}\`.`,
  why: 'It takes the fifteen limits of setrlimit.',
  fix: enumFix,
  see: apiPage('Ulimit'),
}));

export const taskConstraintType = law<EnumParams>(() => ({
  rule: 'TD079',
  code: 'task-placement-type',
  message: 'A placement constraint of a task definition is not of type `memberOf`.',
  why: '`distinctInstance` belongs to the service; a task definition only takes `memberOf`.',
  fix: 'Move `distinctInstance` to `placementConstraints` of the service.',
  see: apiPage('TaskDefinitionPlacementConstraint'),
}));

const enumLaws: Partial<Record<EnumName, Declaration<EnumParams>>> = {
  TransportProtocol: portProtocol,
  ApplicationProtocol: appProtocol,
  UlimitName: ulimitName,
  TaskPlacementConstraintType: taskConstraintType,
};

/** Holds JSON of unknown shape against the members and types of the API, and yields what is left of it. What keeps to them is not copied. Never throws. */
export function clean(value: unknown, type: ApiType, report: ReportAt, path: Path = []): unknown {
  if (conforms(value, type)) return value;
  return readObject(value, type, path, report) ?? {};
}

function readObject(value: unknown, type: ApiType, path: Path, report: ReportAt): unknown {
  if (!isObject(value)) return mismatch(value, 'an object', path, report);
  const known = members(type);
  const entries: [string, unknown][] = [];
  for (const [name, each] of Object.entries(value)) {
    const member = known.get(name);
    const at = [...path, name];
    if (each === undefined) continue;
    if (!member) report(unknownMember, at, { name, type, nearest: nearestName(name, known.keys()) });
    else entries.push([name, readMember(each, member, at, report)]);
  }
  for (const name of neededMembers(type)) if (value[name] === undefined) report(missingMember, path, { name, type });
  return Object.fromEntries(entries);
}

function readMember(value: unknown, member: Member, path: Path, report: ReportAt): unknown {
  if (!member.list) return readValue(value, member.type, path, report);
  if (!Array.isArray(value)) return mismatch(value, 'a list', path, report);
  return value.map((each, index) => readValue(each, member.type, [...path, index], report));
}

function readValue(value: unknown, type: string, path: Path, report: ReportAt): unknown {
  if (isApiType(type)) return readObject(value, type, path, report);
  if (type.startsWith('@')) return readEnum(value, type.slice(1) as EnumName, path, report);
  if (type === '{}') return readMap(value, path, report);
  if (type === 'any') return value;
  if (type === 'integer') return readInteger(value, path, report);
  const fits = typeof value === type && (type !== 'number' || Number.isFinite(value));
  return fits ? value : mismatch(value, scalars[type] ?? type, path, report);
}

/** One that is out of range stays: to the other laws it is there. */
function readInteger(value: unknown, path: Path, report: ReportAt): unknown {
  if (typeof value !== 'number' || !Number.isInteger(value)) return mismatch(value, 'a whole number', path, report);
  if (!isInteger(value)) report(integerRange, path, { name: memberOf(path), value });
  return value;
}

const scalars: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: '`true` or `false`',
};

function readEnum(value: unknown, name: EnumName, path: Path, report: ReportAt): unknown {
  if (typeof value !== 'string') return mismatch(value, 'text', path, report);
  const values: readonly string[] = enums[name];
  if (values.includes(value)) return value;
  report(enumLaws[name] ?? unknownValue, path, { value, values, name: memberOf(path) });
  return undefined;
}

function readMap(value: unknown, path: Path, report: ReportAt): unknown {
  if (!isObject(value)) return mismatch(value, 'an object of texts', path, report);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [name, typeof each === 'string' ? each : mismatch(each, 'text', [...path, name], report)]),
  );
}

function mismatch(value: unknown, wants: string, path: Path, report: ReportAt): undefined {
  const is = kind(value);
  const hint =
    wants === 'text' && (is === 'a number' || is.startsWith('`'))
      ? 'Put it in quotes.'
      : is === 'text' && wants !== 'a list' && !wants.startsWith('an object')
        ? 'Write it without quotes.'
        : `Write ${wants}.`;
  report(wrongType, path, { name: memberOf(path) || 'the definition', is, wants, hint });
}

function kind(value: unknown): string {
  if (value === null) return '`null`';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return `\`${value}\``;
  return typeof value === 'number' ? 'a number' : 'an object';
}
