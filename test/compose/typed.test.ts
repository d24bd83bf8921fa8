import { describe, expect, it } from 'vitest';
import { composeEngines } from '../../src/compose/engines.ts';
import { toModel } from '../../src/compose/to-model.ts';
import { ignore, run, tree } from './tree.ts';

const typed = (body: string) => {
  const made = run((report) => composeEngines().typed(tree(`services:\n  s: {${body}}`), report));
  const { services } = made.value as { services: { s: Record<string, unknown> } };
  return { service: services.s, codes: made.codes };
};

describe('types', () => {
  it.each([
    ['mem_limit: 1.5', {}, ['bytes/fraction-dropped']],
    ['mem_limit: "1.5k"', { mem_limit: '1536' }, []],
    ['mem_limit: lots', {}, ['value/wrong-type']],
    ['memswap_limit: -1', { memswap_limit: '-1' }, []],
    ['stop_grace_period: 90s', { stop_grace_period: '1m30s' }, []],
    ['stop_grace_period: "30"', {}, ['value/wrong-type']],
    [
      'ulimits: {core: 0, nofile: {soft: 1, hard: 2}}',
      { ulimits: { core: {}, nofile: { soft: 1, hard: 2 } } },
      ['ulimits/zero-dropped'],
    ],
    ['command: echo a; b', { command: ['echo', 'a'] }, ['command/cut-at-operator']],
    ['entrypoint: "it\'s"', { entrypoint: ["it's"] }, ['command/invalid']],
    ['command: null', { command: null }, []],
    ['healthcheck: {test: curl x}', { healthcheck: { test: ['CMD-SHELL', 'curl x'] } }, []],
    ['environment: [A=1, B, "C="]', { environment: { A: '1', B: null, C: '' } }, []],
    ['environment: {A: 1.10, B: true, C: null}', { environment: { A: '1.1', B: 'true', C: null } }, []],
    ['environment: ["A =1"]', { environment: { 'A ': '1' } }, ['environment/trailing-space']],
    ['labels: [a, b=c=d]', { labels: { a: '', b: 'c=d' } }, []],
    ['extra_hosts: ["b:::1", "a=1.2.3.4", "c=[::2]"]', { extra_hosts: ['a=1.2.3.4', 'b=::1', 'c=::2'] }, []],
    ['extra_hosts: {b: [1.1.1.1, 2.2.2.2]}', { extra_hosts: ['b=1.1.1.1', 'b=2.2.2.2'] }, []],
    ['cpu_quota: .inf', {}, ['value/wrong-type']],
    ['cpus: .nan', {}, ['value/wrong-type']],
    ['extra_hosts: [nothing]', { extra_hosts: [] }, ['extra_hosts/invalid']],
    ['extra_hosts: {b: "1.1.1.1,2.2.2.2"}', { extra_hosts: ['b=1.1.1.1,2.2.2.2'] }, ['extra_hosts/invalid']],
    [
      'secrets: [{source: a, mode: 0440}, {source: b, mode: "0400"}]',
      {
        secrets: [
          { source: 'a', mode: '0440' },
          { source: 'b', mode: '0400' },
        ],
      },
      [],
    ],
    ['cpus: 0.1', { cpus: 0.1 }, []],
    ['gpus: [{count: all}]', { gpus: [{ count: -1 }] }, []],
    ['expose: [80, "81"]', { expose: ['80', '81'] }, []],
    ['tty: perhaps', {}, ['value/wrong-type']],
    ['cpu_quota: 9007199254740993', { cpu_quota: 9007199254740992 }, []],
    ['mem_reservation: 9223372036854776000', { mem_reservation: '9223372036854775808' }, []],
  ])('%s', (body, service, codes) => expect(typed(body)).toEqual({ service, codes }));
});

describe('the model', () => {
  const { rules } = composeEngines();

  it('leaves out what counts as not written, and nothing else', () => {
    const text =
      'services: {s: {privileged: false, init: false, scale: 0, hostname: "", dns: [], cpus: 0, command: [], mem_limit: 0}}';
    const root = composeEngines().typed(tree(text), ignore);
    expect(toModel(root, rules, 'p')).toEqual({ name: 'p', services: { s: { init: false, scale: 0, command: [] } } });
  });

  it('takes any name for a key', () => {
    const root = tree('services: {__proto__: {image: x, x-a: {constructor: 1}}}');
    const model = toModel(root, rules, 'p');
    expect(Object.keys(model.services)).toEqual(['__proto__']);
    expect(Object.hasOwn(model.services, '__proto__')).toBe(true);
  });

  it('has no version', () => {
    expect(toModel(tree('version: "3"\nservices: {}'), rules, 'p')).toEqual({ name: 'p', services: {} });
  });
});
