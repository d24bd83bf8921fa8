import { type ApiType, isApiType, type Member, members } from '../facts/api.ts';
import { type EnumName, enums } from '../facts/enums.ts';

/** Required members whose absence a law of their own reports. */
const ownLaw = new Set([
  'TaskDefinition.family',
  'TaskDefinition.containerDefinitions',
  'Tmpfs.containerPath',
  'Tmpfs.size',
  'HealthCheck.command',
  'Service.serviceName',
  'AwsVpcConfiguration.subnets',
  'ServiceConnectClientAlias.port',
  'ManagedEBSVolume.roleArn',
]);

/** The members without which an object of this type is incomplete. */
export const neededMembers = (type: ApiType): readonly string[] => shapeOf(type).needed;

/** Whether JSON of unknown shape has the members and types of the API, all of it; nothing is made and nothing said. */
export const conforms = (value: unknown, type: ApiType): boolean => !Number.isNaN(mostBytes(value, type));

/** What such JSON takes when it is written, at most; `NaN` for what does not conform. */
export const mostBytes = (value: unknown, type: ApiType): number => ofShape(value, shapeOf(type));

/** A type as a measure: that of each member, and which must not be missing. */
interface Shape {
  /** Without a prototype: a name that it does not have is `undefined`, `constructor` too. */
  readonly members: Readonly<Record<string, MemberMeasure | undefined>>;
  readonly needed: readonly string[];
}

interface MemberMeasure {
  readonly isText: boolean;
  readonly bytes: Measure;
}

type Measure = (value: unknown) => number;

const misfit = Number.NaN;
/** JSON writes a UTF-16 unit in six bytes at most (`\u0000`), a number in fewer than thirty; so are the marks around a value. */
const perUnit = 6;
const perValue = 30;

function ofShape(value: unknown, { members, needed }: Shape): number {
  if (!isObject(value)) return misfit;
  let bytes = perValue;
  for (const name in value) {
    const member = members[name];
    if (member === undefined) return misfit;
    const own = value[name];
    const isText = member.isText && typeof own === 'string';
    bytes += name.length + (isText ? own.length * perUnit + perValue : member.bytes(own));
  }
  for (let index = 0; index < needed.length; index++) if (value[needed[index] ?? ''] === undefined) return misfit;
  return bytes;
}

const shapes = new Map<ApiType, Shape>();

function shapeOf(type: ApiType): Shape {
  const known = shapes.get(type);
  if (known) return known;
  const measures: Record<string, MemberMeasure> = Object.create(null);
  const needed: string[] = [];
  members(type).forEach((member) => {
    const { name, required, list } = member;
    measures[name] = { isText: member.type === 'string' && !list, bytes: ofMember(member) };
    if (required && !ownLaw.has(`${type}.${name}`)) needed.push(name);
  });
  const shape = { members: measures, needed };
  shapes.set(type, shape);
  return shape;
}

function ofMember({ type, list }: Member): Measure {
  const measure = ofType(type);
  if (!list) return measure;
  return (value) => {
    if (!Array.isArray(value)) return misfit;
    let bytes = perValue;
    for (let index = 0; index < value.length; index++) bytes += measure(value[index]);
    return bytes;
  };
}

function ofType(type: string): Measure {
  if (isApiType(type)) {
    let shape: Shape | undefined;
    return (value) => {
      shape ??= shapeOf(type);
      return ofShape(value, shape);
    };
  }
  if (type.startsWith('@')) return oneOf(enums[type.slice(1) as EnumName]);
  return ofScalar[type] ?? (() => misfit);
}

const ofText: Measure = (value) => (typeof value === 'string' ? value.length * perUnit + perValue : misfit);

const ofScalar: Readonly<Record<string, Measure>> = {
  string: ofText,
  boolean: (value) => (typeof value === 'boolean' ? perValue : misfit),
  integer: (value) => (Number.isSafeInteger(value) ? perValue : misfit),
  number: (value) => (Number.isFinite(value) ? perValue : misfit),
  '{}': (value) =>
    isObject(value)
      ? Object.entries(value).reduce((bytes, [name, each]) => bytes + ofText(name) + ofText(each), perValue)
      : misfit,
};

const oneOf =
  (values: readonly string[]): Measure =>
  (value) =>
    typeof value === 'string' && values.includes(value) ? value.length + perValue : misfit;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
