import { describe, expect, test } from 'vitest';
import { conforms, mostBytes } from '../../src/ecs/checks/conforms.ts';
import { clean } from '../../src/ecs/checks/structure.ts';
import { apiTypes, members } from '../../src/ecs/facts/api.ts';

const web = { name: 'web', image: 'nginx', portMappings: [{ containerPort: 80, protocol: 'tcp' }] };
const task = { family: 'web', containerDefinitions: [web] };

/** What the thorough check says about the same value. */
function findings(value: unknown): number {
  let count = 0;
  clean(value, 'TaskDefinition', () => {
    count++;
  });
  return count;
}

describe('conforms', () => {
  test.each([
    ['a definition', task, true],
    ['nothing', {}, true],
    ['text', 'task', false],
    ['a list', [task], false],
    ['null', null, false],
    ['an unknown member', { ...task, famly: 'web' }, false],
    ['an inherited name', { ...task, constructor: 'web' }, false],
    ['a wrong scalar', { ...task, family: 1 }, false],
    ['an object for a list', { ...task, containerDefinitions: web }, false],
    ['a gap in a list', { ...task, containerDefinitions: [null] }, false],
    ['a fraction for an integer', { ...task, containerDefinitions: [{ ...web, cpu: 0.5 }] }, false],
    [
      'the largest integer',
      { ...task, containerDefinitions: [{ ...web, cpu: 2_147_483_647, memory: -(2 ** 31) }] },
      true,
    ],
    ['an integer of more than 32 bits', { ...task, containerDefinitions: [{ ...web, cpu: 2_147_483_648 }] }, false],
    ['one below 32 bits', { ...task, containerDefinitions: [{ ...web, cpu: -2_147_483_649 }] }, false],
    ['another word of an enumeration', { ...task, networkMode: 'Bridge' }, false],
    ['labels that are no text', { ...task, containerDefinitions: [{ ...web, dockerLabels: { a: 1 } }] }, false],
    ['a missing member', { ...task, tags: [{}], placementConstraints: [{ expression: 'x' }] }, true],
  ])('%s', (_, value, expected) => {
    expect(conforms(value, 'TaskDefinition')).toBe(expected);
    expect(findings(value) === 0).toBe(expected);
  });

  test.each([
    ['a definition', task],
    ['nothing', {}],
    ['characters that JSON escapes', { ...task, family: '\u0000'.repeat(99) }],
    ['long numbers', { ...task, containerDefinitions: [{ ...web, cpu: -(2 ** 31) }] }],
    ['labels', { ...task, containerDefinitions: [{ ...web, dockerLabels: { ['\u0001'.repeat(99)]: 'é', b: '' } }] }],
  ])('JSON is not larger than was said: %s', (_, value) => {
    expect(mostBytes(value, 'TaskDefinition')).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(value)));
  });

  test.each(apiTypes)('JSON is not larger than was said, whatever the name of a number: %s', (type) => {
    for (const { name, type: of } of members(type).values()) {
      const value = { [name]: -(2 ** 31) };
      if (of === 'integer' && conforms(value, type))
        expect(mostBytes(value, type)).toBeGreaterThanOrEqual(JSON.stringify(value).length);
    }
    const longest = Math.max(...[...members(type).keys()].map((name) => name.length));
    expect(JSON.stringify({ ['n'.repeat(longest)]: -Number.MAX_VALUE }).length).toBeLessThan(mostBytes({}, 'Tag'));
  });

  test('what conforms is not copied', () => {
    expect(clean(task, 'TaskDefinition', () => {})).toBe(task);
    expect(clean({ ...task, family: undefined }, 'TaskDefinition', () => {})).toEqual({ containerDefinitions: [web] });
  });
});
