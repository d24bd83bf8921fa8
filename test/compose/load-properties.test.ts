import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/compose/host.ts';
import { load } from '../../src/compose/load.ts';
import { place } from '../../src/diagnostics/place.ts';
import fc from '../seeded.ts';

const fallback = `
name: p
x-a: &a {image: "r/a:\${T:-x}", environment: [A=1, B]}
services:
  web: {<<: *a, ports: ["80:80", {target: 1}], depends_on: [db], build: ., healthcheck: {test: x, interval: 1m}}
  db: {image: db, volumes: ["d:/d", ./x:/y:ro], deploy: {resources: {limits: {memory: 1g}}}, extends: {service: web}}
volumes: {d: }
networks: {n: {ipam: {config: [{subnet: 10.0.0.0/8}]}}}
`;

const corpus = join(import.meta.dirname, '../../../shared/corpus');
const texts = [fallback, ...corpusTexts()];
if (texts.length === 1) process.stdout.write('test/compose/load-properties.test.ts: no corpus beside the repository\n');

function corpusTexts(): string[] {
  if (!existsSync(corpus)) return [];
  return readdirSync(corpus).flatMap((name) => {
    const { args } = JSON.parse(readFileSync(join(corpus, name, 'case.json'), 'utf8'));
    const file = join(corpus, name, 'files', args.files?.[0] ?? 'compose.yaml');
    return existsSync(file) ? [readFileSync(file, 'utf8')] : [];
  });
}

/** What a load comes to, checked for what always holds. */
function outcome(files: Record<string, string>, request = {}) {
  const host = memoryHost(files, { cwd: '/p' });
  const { value, diagnostics } = load({ files: ['/p/compose.yaml'], ...request }, host);
  const placed = place(diagnostics, value);
  for (const one of placed) {
    expect(one.path.length === 0 || one.place !== undefined, `${one.code} at ${one.path.join('.')} has a place`).toBe(
      true,
    );
    if (one.place) expect(one.place.start).toBeGreaterThanOrEqual(0);
    if (one.place) expect(one.place.end).toBeLessThanOrEqual(one.place.source.text.length);
  }
  return { value, placed };
}

const words = [
  '~',
  '[]',
  '{}',
  '"x"',
  '1.5',
  'true',
  '- a',
  '${X}',
  '${',
  '*a',
  '&a',
  '<<: *a',
  '!reset null',
  '? ',
  '\t',
  '__proto__',
];

/** Deletes, doubles, swaps, retypes and cuts lines. */
const mutation = fc.record({
  text: fc.constantFrom(...texts),
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom('delete', 'double', 'swap', 'retype', 'cut', 'bytes', 'indent'),
      at: fc.nat(),
      other: fc.nat(),
      word: fc.constantFrom(...words),
      noise: fc.string({ unit: 'binary', maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

type Step = { kind: string; at: number; other: number; word: string; noise: string };

function mutate(text: string, { kind, at, other, word, noise }: Step): string {
  const lines = text.split('\n');
  const i = at % lines.length;
  const j = other % lines.length;
  const [one = '', two = ''] = [lines[i], lines[j]];
  if (kind === 'delete') lines.splice(i, 1);
  else if (kind === 'double') lines.splice(j, 0, one);
  else if (kind === 'swap') [lines[i], lines[j]] = [two, one];
  else if (kind === 'retype') lines[i] = one.includes(':') ? one.replace(/:.*/, `: ${word}`) : word;
  else if (kind === 'indent') lines[i] = ` ${one}`;
  else if (kind === 'cut') return text.slice(0, at % (text.length + 1));
  else return text.slice(0, at % (text.length + 1)) + noise + text.slice(at % (text.length + 1));
  return lines.join('\n');
}

describe('load', () => {
  it('never throws and never hangs, whatever a file has become', () => {
    fc.assert(
      fc.property(mutation, ({ text, steps }) => {
        outcome({ '/p/compose.yaml': steps.reduce(mutate, text), '/p/.env': 'T=1\n' });
      }),
      { numRuns: 500 },
    );
  });

  it('never throws over random text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        outcome({ '/p/compose.yaml': text, '/p/.env': text });
      }),
      { numRuns: 300 },
    );
  });

  it('is not changed by an empty file laid over', () => {
    for (const text of texts) {
      const files = { '/p/compose.yaml': text, '/p/empty.yaml': 'services: {}\n' };
      const [alone, both] = [outcome(files), outcome(files, { files: ['/p/compose.yaml', '/p/empty.yaml'] })];
      if (alone.placed.some(({ severity }) => severity === 'error')) continue;
      expect(both.value?.model).toEqual(alone.value?.model);
    }
  });

  it('gives the same twice', () => {
    for (const text of texts.slice(0, 10)) {
      const files = { '/p/compose.yaml': text };
      expect(JSON.stringify(outcome(files).value?.model)).toBe(JSON.stringify(outcome(files).value?.model));
    }
  });
});
