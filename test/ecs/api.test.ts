import * as sdk from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { apiTypes, isApiType, members } from '../../src/ecs/facts/api.ts';
import { enums } from '../../src/ecs/facts/enums.ts';

/** The types of the SDK that ours stand for under another name. */
const names: Record<string, string> = {
  TaskDefinition: 'RegisterTaskDefinitionRequest',
  Service: 'CreateServiceRequest',
  RunTask: 'RunTaskRequest',
  TaskPlacementConstraint: 'TaskDefinitionPlacementConstraint',
  ManagedEBSVolume: 'ServiceManagedEBSVolumeConfiguration',
  TaskManagedEBSVolume: 'TaskManagedEBSVolumeConfiguration',
  EBSTerminationPolicy: 'TaskManagedEBSVolumeTerminationPolicy',
};

/** Runtime schema of the SDK: kind, namespace, name, traits, member names, member types, count of required members. */
type SdkSchema = readonly [number, string, string, unknown, string[], unknown[], number?];
const schemas = sdk as unknown as Record<string, SdkSchema | undefined>;

it.each(apiTypes)('%s has the members of the SDK', (type) => {
  const schema = schemas[`${names[type] ?? type}$`];
  expect(schema).toBeDefined();
  const ours = [...members(type).values()];
  expect(ours.map(({ name }) => name).toSorted()).toEqual(schema?.[4].toSorted());
  // The SDK lists required members first.
  const required = schema?.[4].slice(0, schema[6] ?? 0) ?? [];
  expect(ours.filter((member) => member.required).map(({ name }) => name)).toEqual(expect.arrayContaining(required));
});

it('names only types and enumerations that exist', () => {
  const scalars = ['string', 'integer', 'number', 'boolean', 'any', '{}'];
  for (const type of apiTypes)
    for (const member of members(type).values())
      expect(
        scalars.includes(member.type) ||
          isApiType(member.type) ||
          (member.type.startsWith('@') && Object.hasOwn(enums, member.type.slice(1))),
        `${type}.${member.name}`,
      ).toBe(true);
});

it('has the values of the SDK in each enumeration that the SDK types', () => {
  let compared = 0;
  for (const [name, values] of Object.entries(enums)) {
    const theirs = (sdk as unknown as Record<string, Record<string, string> | undefined>)[name];
    if (!theirs || typeof theirs !== 'object') continue;
    expect(Object.values(theirs).toSorted(), name).toEqual([...values].toSorted());
    compared++;
  }
  expect(compared).toBeGreaterThan(20);
});
