import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeEngines } from '../../src/compose/engines.ts';
import { memoryHost } from '../../src/compose/host.ts';
import { load } from '../../src/compose/load.ts';
import { map } from '../../src/compose/nodes.ts';
import { plain } from '../../src/compose/plain.ts';
import fc from '../seeded.ts';
import { ignore, tree } from './tree.ts';

const rich = `
name: demo
include: [part.yaml]
x-any: &any {image: x, environment: [A=1, B]}
services:
  web:
    <<: *any
    build: {context: ., args: [A=1], ssh: [default], additional_contexts: [a=b], secrets: [s]}
    ports: ["127.0.0.1:8000-8001:80-81/udp", 90, {target: 91, published: "92"}]
    volumes: ["./a:/a:ro,z", "data:/data", {type: tmpfs, target: /t, tmpfs: {size: 1m, mode: 0700}}]
    depends_on: {db: {condition: service_healthy, required: false}}
    healthcheck: {test: curl x, interval: 1m30s, retries: 3}
    networks: {front: {aliases: [a], priority: 1}, back: }
    deploy: {replicas: 2, resources: {limits: {cpus: "0.5", memory: 1g}, reservations: {devices: [{capabilities: [gpu]}]}}}
    ulimits: {core: 0, nofile: {soft: 1, hard: 2}}
    extra_hosts: {a: [1.1.1.1], b: "::1"}
    secrets: [s, {source: s, target: t, mode: 0400}]
    configs: [c]
    env_file: [{path: a.env, required: false}]
    command: a "b c" \${X:-d}
    profiles: [p]
    gpus: all
    links: ["db:x"]
    develop: {watch: [{path: a, action: sync, target: /x}]}
  db: {extends: {file: part.yaml, service: part}, hostname: h, tmpfs: /run, labels: [a, b=c], volumes_from: ["web:ro"]}
volumes: {data: {external: {name: d}}}
networks: {front: {ipam: {config: [{subnet: 10.0.0.0/8}]}}, back: null}
secrets: {s: {environment: S}}
configs: {c: {content: x}}
`;
const part = 'services: {part: {image: y, ports: !reset ["1:1"], environment: !override {A: 1}, logging: {driver: x}}}';

const corpus = new URL('../../../shared/corpus/', import.meta.url).pathname;
// biome-ignore lint/suspicious/noConsole: whoever runs the tests should know what did not run
if (!existsSync(corpus)) console.log('skipped: no corpus beside the repository');
const texts = [
  rich,
  ...(existsSync(corpus) ? readdirSync(corpus) : []).flatMap((name) => {
    const folder = join(corpus, name);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ya?ml$/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
  }),
];

const oddities = [
  'null',
  '[]',
  '{}',
  '""',
  '1',
  '1.5',
  'true',
  '[a, 1, null]',
  '{a: {b: [c]}}',
  '"${A}"',
  '!reset x',
  '*any',
  '0o7',
  '-1',
  '"::"',
];

/** A text with one line, value or stretch of characters changed. */
const mutation = fc
  .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(), fc.nat(4), fc.constantFrom(...oddities))
  .map(([text, first, second, kind, odd]) => {
    const lines = text.split('\n');
    const line = first % lines.length;
    const other = second % lines.length;
    const at = first % text.length;
    if (kind === 0) return lines.filter((_, index) => index !== line).join('\n');
    if (kind === 1) return [...lines.slice(0, line), lines[other] ?? '', ...lines.slice(line)].join('\n');
    if (kind === 2) return text.slice(0, at);
    if (kind === 3)
      return lines.map((each, index) => (index === line ? each.replace(/: .*$|:$/, `: ${odd}`) : each)).join('\n');
    return lines
      .map((each, index) => (index === line ? each.replace(/([[{,-]\s*)[^,\]}]*/, `$1${odd}`) : each))
      .join('\n');
  });

const project = (text: string, over?: string) =>
  load(
    { profiles: ['*'], files: over === undefined ? ['compose.yaml'] : ['compose.yaml', 'over.yaml'] },
    memoryHost(
      { '/p/compose.yaml': text, '/p/part.yaml': part, '/p/over.yaml': over ?? '' },
      { cwd: '/p', home: '/h' },
    ),
  );

describe('loading', () => {
  it('reads the rich example', () => {
    const { value, diagnostics } = project(rich);
    expect(
      diagnostics.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code} ${message}`),
    ).toEqual([expect.stringContaining('depends_on/cycle')]);
    expect(Object.keys(value?.model.services ?? {})).toEqual(['web', 'db', 'part']);
  });

  it('never throws on a changed text', () => {
    fc.assert(
      fc.property(mutation, (text) => {
        project(text);
      }),
      { numRuns: 400 },
    );
  });

  it('never throws on a changed text over a sound one', () => {
    fc.assert(
      fc.property(mutation, (text) => {
        project(rich, text);
      }),
      { numRuns: 150 },
    );
  });
});

describe('merging', () => {
  it('with an empty file is the identity', () => {
    const engines = composeEngines();
    for (const text of texts.filter((text) => /^services:/m.test(text))) {
      const root = tree(text);
      const empty = map(new Map(), root);
      expect(engines.merge(root, empty, ignore)).toBe(root);
      expect(plain(engines.merge(empty, root, ignore))).toEqual(plain(root));
    }
  });
});
