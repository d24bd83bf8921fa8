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
export const conforms = (value: unknown, type: ApiType): boolean => hasShape(value, shapeOf(type));

/** A type as a test: what each member must be, and which must not be missing. */
interface Shape {
  /** Without a prototype: a name that it does not have is `undefined`, `constructor` too. */
  readonly members: Readonly<Record<string, MemberTest | undefined>>;
  readonly needed: readonly string[];
}

interface MemberTest {
  /** What `typeof` says of every value that fits, where that is all there is to test. */
  readonly plain: 'string' | 'boolean' | undefined;
  readonly fits: Fits;
}

type Fits = (value: unknown) => boolean;

function hasShape(value: unknown, { members, needed }: Shape): boolean {
  if (!isObject(value)) return false;
  for (const name in value) {
    const member = members[name];
    if (member === undefined) return false;
    const own = value[name];
    if (typeof own !== member.plain && !member.fits(own)) return false;
  }
  for (let index = 0; index < needed.length; index++) if (value[needed[index] ?? ''] === undefined) return false;
  return true;
}

const shapes = new Map<ApiType, Shape>();

function shapeOf(type: ApiType): Shape {
  const known = shapes.get(type);
  if (known) return known;
  const tests: Record<string, MemberTest> = Object.create(null);
  const needed: string[] = [];
  members(type).forEach((member) => {
    const { name, required, list } = member;
    tests[name] = { plain: list ? undefined : plainType(member.type), fits: fitsMember(member) };
    if (required && !ownLaw.has(`${type}.${name}`)) needed.push(name);
  });
  const shape = { members: tests, needed };
  shapes.set(type, shape);
  return shape;
}

const plainType = (type: string): MemberTest['plain'] => (type === 'string' || type === 'boolean' ? type : undefined);

function fitsMember({ type, list }: Member): Fits {
  const fits = fitsType(type);
  if (!list) return fits;
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (let index = 0; index < value.length; index++) if (!fits(value[index])) return false;
    return true;
  };
}

function fitsType(type: string): Fits {
  if (isApiType(type)) {
    let shape: Shape | undefined;
    return (value) => {
      shape ??= shapeOf(type);
      return hasShape(value, shape);
    };
  }
  if (type.startsWith('@')) return oneOf(enums[type.slice(1) as EnumName]);
  return fitsScalar[type] ?? (() => false);
}

const fitsScalar: Readonly<Record<string, Fits>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isSafeInteger,
  number: Number.isFinite,
  '{}': (value) => isObject(value) && Object.values(value).every((each) => typeof each === 'string'),
};

const oneOf =
  (values: readonly string[]): Fits =>
  (value) =>
    typeof value === 'string' && values.includes(value);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
