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
export const conforms = (value: unknown, type: ApiType): boolean => !Number.isNaN(shapeOf(type).measure(value));

/** What such JSON takes when it is written, at most; `NaN` for what does not conform. */
export const mostBytes = (value: unknown, type: ApiType): number => shapeOf(type).measure(value) * perUnit;

/** How many UTF-16 units a value has, with what is written around it. */
type Measure = (value: unknown) => number;

interface Shape {
  readonly measure: Measure;
  readonly needed: readonly string[];
}

const misfit = Number.NaN;
/** JSON writes a unit in six bytes at most (`\u0000`). */
const perUnit = 6;
/** The longest name of the API, a number and the marks around both are shorter than this many units. */
const perValue = 15;

const occurredNames = new Set<string>();
/** The members that any value had so far, of whatever type. */
export const occurred: ReadonlySet<string> = occurredNames;

const shapes = new Map<ApiType, Shape>();

function shapeOf(type: ApiType): Shape {
  const known = shapes.get(type);
  if (known) return known;
  const needed: string[] = [];
  members(type).forEach(({ required }, name) => {
    if (required && !ownLaw.has(`${type}.${name}`)) needed.push(name);
  });
  const shape = { measure: ofObject(type, needed), needed };
  shapes.set(type, shape);
  return shape;
}

function ofObject(type: ApiType, needed: readonly string[]): Measure {
  /** Of the members that occurred. Without a prototype: a name that it does not have is `undefined`, `constructor` too. */
  const measures: Record<string, Measure> = Object.create(null);
  return (value) => {
    if (typeof value !== 'object' || value === null) return misfit;
    const object = value as Readonly<Record<string, unknown>>;
    let units = perValue;
    for (const name in object) {
      const measure = measures[name] ?? newMeasure(type, name, measures);
      const own = object[name];
      units += typeof own === 'string' && measure === ofText ? own.length + perValue : measure(own);
    }
    // A list is told by its items, whose numbers are members of no type; one without items only so.
    if (units === perValue && Array.isArray(value)) return misfit;
    for (let index = 0; index < needed.length; index++) if (object[needed[index] ?? ''] === undefined) return misfit;
    return units;
  };
}

function newMeasure(type: ApiType, name: string, measures: Record<string, Measure>): Measure {
  const member = members(type).get(name);
  if (!member) return ofNothing;
  const measure = ofMember(member);
  measures[name] = measure;
  occurredNames.add(name);
  return measure;
}

function ofMember({ type, list }: Member): Measure {
  const measure = ofType(type);
  if (!list) return measure;
  return (value) => {
    if (!Array.isArray(value)) return misfit;
    let units = perValue;
    for (let index = 0; index < value.length; index++) units += measure(value[index]);
    return units;
  };
}

function ofType(type: string): Measure {
  if (isApiType(type)) return shapeOf(type).measure;
  if (type.startsWith('@')) return oneOf(enums[type.slice(1) as EnumName]);
  return ofScalar[type] ?? ofNothing;
}

const ofNothing: Measure = () => misfit;

const ofText: Measure = (value) => (typeof value === 'string' ? value.length + perValue : misfit);

const ofScalar: Readonly<Record<string, Measure>> = {
  string: ofText,
  boolean: (value) => (typeof value === 'boolean' ? perValue : misfit),
  integer: (value) => (isInteger(value) ? perValue : misfit),
  number: (value) => (Number.isFinite(value) ? perValue : misfit),
  '{}': (value) =>
    isObject(value)
      ? Object.entries(value).reduce((units, [name, each]) => units + name.length + ofText(each), perValue)
      : misfit,
};

const oneOf =
  (values: readonly string[]): Measure =>
  (value) =>
    typeof value === 'string' && values.includes(value) ? value.length + perValue : misfit;

/** All whole numbers of the API have 32 bits. */
export const isInteger = (value: unknown): value is number => typeof value === 'number' && (value | 0) === value;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
