import { expect, test } from 'vitest';
import { compile, memoryHost } from '../src/index.ts';

/** Objects and arrays of a plain value, each with its path. */
const parts = (value: unknown, path: string): (readonly [string, object])[] =>
  typeof value === 'object' && value !== null
    ? [[path, value], ...Object.entries(value).flatMap(([key, part]) => parts(part, `${path}/${key}`))]
    : [];

test.each([
  ['', 'x-a: {__proto__: {list: [{a: 1}]}}'],
  [', with what a dialect adds', 'x-aws-cluster: shop'],
])('the project that the library hands out cannot be changed%s', (_, more) => {
  const text = `
services:
  web:
    image: nginx
    command: [a, b]
    environment: {A: "1"}
    ports: ["80:80"]
    depends_on: {db: {condition: service_started}}
    ${more}
  db: {image: postgres, volumes: ["data:/data"]}
volumes: {data: {}}
${more}
`;
  const { project } = compile({}, memoryHost({ '/shop/compose.yaml': text }, { cwd: '/shop' }));
  const open = parts(project?.model, '').filter(([, part]) => !Object.isFrozen(part));
  expect(Object.isFrozen(project)).toBe(true);
  expect(Object.keys(project?.model.services ?? {})).toEqual(['web', 'db']);
  expect(open).toEqual([]);
});
