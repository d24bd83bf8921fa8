import { expect, test } from 'vitest';
import { catalog } from '../src/catalog.ts';
import { declarationsIn } from '../src/diagnostics/declarations-in.ts';
import { pageOf } from '../src/diagnostics/template.ts';

import * as modules from '../src/generated/declarations.ts';

const pages = [...catalog.values()].map(pageOf);

test('codes are well formed', () => {
  expect(pages.filter(({ code }) => !/^[a-z0-9_-]+(\/[a-z0-9-]+)+$/.test(code))).toEqual([]);
});

test.each(pages.map((page) => [page.code, page] as const))('%s says what, why and what to do', (_, page) => {
  expect(page.message).not.toBe('');
  expect(page.why).not.toBe('');
  expect(page.fix).not.toBe('');
  expect(`${page.message} ${page.why} ${page.fix}`).not.toMatch(/undefined|\[object|NaN|=>/);
});

test('only errors can be allowed', () => {
  expect(pages.filter(({ severity, allow }) => allow !== undefined && severity !== 'error')).toEqual([]);
});

test('a code is declared once', () => {
  const declarations = new Set(
    Object.values(modules)
      .flatMap(declarationsIn)
      .map(({ declaration }) => declaration),
  );
  const codes = [...declarations].map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});
