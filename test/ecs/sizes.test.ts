import { expect, test } from 'vitest';
import { checkTaskDefinition } from '../../src/ecs/checks/json.ts';
import { runCount } from '../../src/ecs/checks/service/other.ts';
import type { ServiceView } from '../../src/ecs/checks/service-view.ts';
import { definition } from './laws/definitions.ts';

test('a task definition beyond 64 KiB', () => {
  const of = (length: number) =>
    checkTaskDefinition(definition({}, { environment: [{ name: 'A', value: 'x'.repeat(length) }] })).map(
      ({ code }) => code,
    );
  expect(of(66_000)).toContain('ecs/task-definition-size');
  expect(of(64_000)).toEqual([]);
});

test.each([
  [0, true],
  [1, false],
  [10, false],
  [11, true],
])('%i tasks of one RunTask', (count, refused) => {
  expect(countCodes(count)).toEqual(refused ? ['ecs/run-task-count'] : []);
});

function countCodes(count: number): string[] {
  const said: string[] = [];
  const report = ({ code }: { readonly code: string }) => said.push(code);
  runCount.hold({ service: { count }, report } as unknown as ServiceView);
  return said;
}
