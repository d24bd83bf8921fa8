import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../src/catalog.ts';
import { collector, type Finding } from '../../../src/diagnostics/declare.ts';
import { checkService, checkTaskDefinition } from '../../../src/ecs/checks/json.ts';
import { routeLaws } from '../../../src/ecs/checks/routes.ts';
import { unchecked } from '../../../src/ecs/checks/unchecked.ts';
import { apiTypes, members } from '../../../src/ecs/facts/api.ts';
import type { Route } from '../../../src/ecs/model.ts';
import fc from '../../seeded.ts';
import { daemon, definition, fargate, on, service } from './definitions.ts';
import { serviceRules } from './service-rules.ts';
import { taskRules } from './task-rules.ts';

const ruleOf = (code: string): string | undefined => catalog.get(code)?.rule;
const rules = (findings: readonly Finding[]) => findings.map(({ code }) => ruleOf(code));
const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);

describe('what is right passes', () => {
  it.each([
    ['EC2', definition()],
    ['Fargate', fargate()],
    ['EXTERNAL', on('EXTERNAL')],
    ['Managed Instances', on('MANAGED_INSTANCES')],
  ])('on %s', (_, json) => {
    expect(codes(checkTaskDefinition(json))).toEqual([]);
  });
  it('as a service', () => {
    expect(codes(checkService(service(), definition()))).toEqual([]);
    expect(codes(checkService(daemon(), definition()))).toEqual([]);
  });
});

describe('each law of a task definition', () => {
  it.each(taskRules.flatMap(({ rule, bad }) => bad.map((json, index) => [rule, index, json] as const)))(
    '%s refuses bad example %i',
    (rule, _, json) => {
      expect(rules(checkTaskDefinition(json))).toContain(rule);
    },
  );
  it.each(taskRules.flatMap(({ rule, good }) => good.map((json, index) => [rule, index, json] as const)))(
    '%s passes good example %i',
    (rule, _, json) => {
      const findings = checkTaskDefinition(json);
      expect(rules(findings)).not.toContain(rule);
      expect(codes(findings)).not.toContain('ecs/unknown-member');
      expect(codes(findings)).not.toContain('ecs/wrong-type');
    },
  );
});

describe('each law of a service', () => {
  it.each(serviceRules.flatMap(({ rule, bad }) => bad.map((json, index) => [rule, index, json] as const)))(
    '%s refuses bad example %i',
    (rule, _, [json, task]) => {
      expect(rules(checkService(json, task))).toContain(rule);
    },
  );
  it.each(serviceRules.flatMap(({ rule, good }) => good.map((json, index) => [rule, index, json] as const)))(
    '%s passes good example %i',
    (rule, _, [json, task]) => {
      const findings = checkService(json, task);
      expect(rules(findings)).not.toContain(rule);
      expect(codes(findings)).not.toContain('ecs/unknown-member');
      expect(codes(findings)).not.toContain('ecs/wrong-type');
    },
  );
});

describe('routes', () => {
  const found = (route: Partial<Route>) => {
    const whole: Route = {
      service: 's',
      container: 'c',
      containerPort: 80,
      hosts: [],
      paths: [],
      source: 'x',
      ...route,
    };
    const { report, findings } = collector();
    routeLaws(whole, [], (declaration, path, ...params) => report(declaration, { path }, ...params));
    return rules(findings);
  };
  it('count condition values', () => {
    expect(found({ hosts: ['a.io', 'b.io', 'c.io'], paths: ['/x'] })).toEqual([]);
    expect(found({ hosts: ['a.io', 'b.io', 'c.io'], paths: ['/x', '/y'] })).toEqual(['LB001']);
  });
  it('know what a host and a path may be', () => {
    expect(found({ hosts: ['*.a.io'], paths: ['/x/*'] })).toEqual([]);
    expect(found({ hosts: ['localhost', '10.0.0.1'], paths: ['/a b'] })).toEqual(['LB003', 'LB003', 'LB004']);
  });
});

describe('numbered rules', () => {
  const covered = new Set([...taskRules, ...serviceRules].map(({ rule }) => rule));
  const routes = ['LB001', 'LB003', 'LB004'];
  const declared = new Set([...catalog.values()].flatMap(({ rule }) => rule ?? []));

  it('are each checked with an example, or explained', () => {
    expect([...covered, ...routes, ...Object.keys(unchecked)].length).toBe(147);
    expect([...declared].toSorted()).toEqual([...covered, ...routes].toSorted());
  });

  const sheet = new URL('../../../../shared/ecs-rules.json', import.meta.url);
  it.skipIf(!existsSync(sheet))('are those of the rule sheet', () => {
    const { rules: all } = JSON.parse(readFileSync(sheet, 'utf8')) as { rules: { id: string }[] };
    expect([...declared, ...Object.keys(unchecked)].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  });
  if (!existsSync(sheet)) process.stdout.write('skipped: the rule sheet is not beside the repository\n');
});

describe('JSON of any shape', () => {
  const names = [...new Set(apiTypes.flatMap((type) => [...members(type).keys()]))];
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<unknown>(
        null,
        true,
        0,
        -1,
        1.5,
        80,
        '',
        'a',
        'FARGATE',
        'awsvpc',
        'bridge',
        'EXTERNAL',
        'ENABLED',
      ),
      fc.jsonValue(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 8 }),
    ),
  })).value;

  it('never makes a check throw', () => {
    fc.assert(
      fc.property(anything, anything, (json, task) => {
        for (const findings of [checkTaskDefinition(json), checkService(json, task)])
          for (const finding of findings) expect(finding.message + finding.why + finding.fix).not.toMatch(/undefined/);
      }),
      { numRuns: 500 },
    );
  });

  it('never makes a check throw below the top either', () => {
    const own = fc.dictionary(fc.constantFrom(...members('ContainerDefinition').keys()), anything);
    const over = fc.dictionary(fc.constantFrom(...members('TaskDefinition').keys()), anything);
    fc.assert(
      fc.property(over, own, anything, (top, inner, odd) => {
        checkTaskDefinition({ ...top, containerDefinitions: [inner, odd, inner] });
        checkService({ ...top, ...inner }, { ...top, containerDefinitions: [inner] });
      }),
      { numRuns: 500 },
    );
  });

  it('is told what it should have been', () => {
    const [unknown, wrong, quoted] = [
      checkTaskDefinition(definition({ networkmode: 'bridge' })),
      checkTaskDefinition(definition({}, { memory: '64' })),
      checkTaskDefinition(definition({ cpu: 256 })),
    ];
    expect(unknown).toMatchObject([
      { code: 'ecs/unknown-member', fix: 'Did you mean `networkMode`?', path: ['networkmode'] },
    ]);
    expect(wrong[0]).toMatchObject({ path: ['containerDefinitions', 0, 'memory'], fix: 'Write it without quotes.' });
    expect(quoted).toMatchObject([{ code: 'ecs/wrong-type', fix: 'Put it in quotes.' }]);
  });

  it('has every violation reported at once', () => {
    const bad = fargate({ ipcMode: 'host', cpu: undefined }, { hostname: 'h', privileged: true, links: ['x'] });
    expect(rules(checkTaskDefinition(bad)).toSorted()).toEqual(['TD008', 'TD021', 'TD024', 'TD037', 'TD040', 'TD058']);
  });
});

describe('wrapped definitions', () => {
  it('are what DescribeTaskDefinition answers', () => {
    const described = { taskDefinition: { ...definition(), revision: 3, status: 'ACTIVE', compatibilities: ['EC2'] } };
    const findings = checkTaskDefinition(described);
    expect(findings).toMatchObject([{ code: 'ecs/server-members', severity: 'info', path: ['taskDefinition'] }]);
  });
  it('are our own bundle', () => {
    const bundle = {
      project: 'x',
      taskDefinitions: [definition(), fargate({ cpu: undefined })],
      services: [service()],
    };
    expect(checkTaskDefinition(bundle)).toMatchObject([
      { code: 'ecs/fargate-cpu-missing', path: ['taskDefinitions', 1] },
    ]);
    expect(codes(checkService(bundle, bundle))).toEqual([]);
  });
});
