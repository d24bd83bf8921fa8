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
  readonly members: ReadonlyMap<string, Fits>;
  readonly needed: readonly string[];
}

type Fits = (value: unknown) => boolean;

function hasShape(value: unknown, { members, needed }: Shape): boolean {
  if (!isObject(value)) return false;
  for (const name in value) {
    const fits = members.get(name);
    if (!fits?.(value[name])) return false;
  }
  for (const name of needed) if (value[name] === undefined) return false;
  return true;
}

const shapes = new Map<ApiType, Shape>();

function shapeOf(type: ApiType): Shape {
  const known = shapes.get(type);
  if (known) return known;
  const all = [...members(type).values()];
  const required = all.filter(({ name, required }) => required && !ownLaw.has(`${type}.${name}`));
  const shape = {
    members: new Map(all.map((member) => [member.name, fitsMember(member)])),
    needed: required.map(({ name }) => name),
  };
  shapes.set(type, shape);
  return shape;
}

function fitsMember({ type, list }: Member): Fits {
  const fits = fitsType(type);
  if (!list) return fits;
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value) if (!fits(item)) return false;
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
