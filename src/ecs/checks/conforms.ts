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

const needed = new Map<string, readonly string[]>();

/** The members without which an object of this type is incomplete. */
export function neededMembers(type: string): readonly string[] {
  const known = needed.get(type);
  if (known) return known;
  const names = [...members(type).values()].filter(({ required }) => required).map(({ name }) => name);
  const made = names.filter((name) => !ownLaw.has(`${type}.${name}`));
  needed.set(type, made);
  return made;
}

/** Whether JSON of unknown shape has the members and types of the API, all of it; nothing is made and nothing said. */
export function conforms(value: unknown, type: ApiType): boolean {
  if (!isObject(value)) return false;
  const known = members(type);
  for (const name of Object.keys(value)) {
    const member = known.get(name);
    if (!member || !conformsMember(value[name], member)) return false;
  }
  return neededMembers(type).every((name) => value[name] !== undefined);
}

function conformsMember(value: unknown, { type, list }: Member): boolean {
  if (!list) return conformsValue(value, type);
  return Array.isArray(value) && value.every((item) => conformsValue(item, type));
}

function conformsValue(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return Number.isFinite(value);
    case '{}':
      return isObject(value) && Object.values(value).every((each) => typeof each === 'string');
    default:
      if (isApiType(type)) return conforms(value, type);
      return type.startsWith('@') && isOneOf(value, enums[type.slice(1) as EnumName]);
  }
}

const isOneOf = (value: unknown, values: readonly string[]): boolean =>
  typeof value === 'string' && values.includes(value);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
