import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';

test('a name that a variable made is shown as it is written', () => {
  const files = {
    '/p/compose.yaml':
      'services: {web: {image: nginx, environment: ["A${S}", "B${S}_PASSWORD=xyz12345", C, D_PASSWORD=abc12345]}}\n',
    '/p/.env': 'S=planted\n',
  };
  const { diagnostics } = compile({ files: ['compose.yaml'] }, memoryHost(files, { cwd: '/p' }));
  const said = diagnostics.filter(({ code }) => code.startsWith('environment/')).map(({ message }) => message);
  expect(said).toEqual([
    'By their names these variables hold secrets: B${S}_PASSWORD, D_PASSWORD. They stand in the task definition as plain text.',
    'A${S} has no value: the variable is not set in the container.',
    'C has no value: the variable is not set in the container.',
  ]);
});
