import { describe, expect, it } from 'vitest';
import { engines } from '../../src/compose/engines.ts';
import { joinLists, replace } from '../../src/compose/merge.ts';
import { list, scalar, set, text } from '../../src/compose/nodes.ts';
import { type Pass, rewrite, type Step } from '../../src/compose/rewrite.ts';
import { composeRows } from '../../src/compose/rows.ts';
import { rules, type Table } from '../../src/compose/rules.ts';
import { nameKey } from '../../src/compose/unique.ts';
import type { Node } from '../../src/source/node.ts';
import { ignore, run, tree } from './tree.ts';

const table = {
  path: 'boxes',
  rows: {
    '*.tags': { merge: joinLists, unique: nameKey, type: 'mapping' },
    '*.cmd': { merge: replace, type: 'command' },
    '*.lids': { short: (node) => (text(node) === undefined ? node : list([node], node)), type: 'texts' },
    '*': { fallback: (node) => (node.kind === 'map' ? set(node, 'colour', scalar('grey', node, true)) : node) },
    '*.size': { type: 'bytes' },
    'special.lids': { type: 'int' },
  },
} satisfies Table;

const everywhere = (step: Step): Pass => ({ parts: -1, step });

describe('the tree of rules', () => {
  it('has one row per path', () => {
    const paths = composeRows.flatMap(({ path, rows }) => Object.keys(rows).map((key) => `${path}.${key}`));
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
  });

  it('prefers a named key to any key', () => {
    const seen: string[] = [];
    const pass = everywhere((node, { row }, { path }) => {
      seen.push(`${path.join('.')}=${row?.type ?? '-'}`);
      return node;
    });
    rewrite(tree('boxes: {special: {lids: 1}, other: {lids: 2}}'), rules([table]), ignore, pass);
    expect(seen).toEqual(['boxes.special.lids=int', 'boxes.other=-', 'boxes.other.lids=texts']);
  });

  it('leaves untouched what does not change', () => {
    const root = tree('boxes: {a: {x: 1}, b: {cmd: q}}');
    const pass = everywhere((node, { row }) => (row?.merge ? list([node], node) : node));
    const made = rewrite(root, rules([table]), ignore, pass);
    expect(made).not.toBe(root);
    const boxes = (node: Node) => (node.kind === 'map' ? node.entries.get('boxes')?.value : undefined);
    const a = (node: Node | undefined) => (node?.kind === 'map' ? node.entries.get('a')?.value : undefined);
    expect(a(boxes(made))).toBe(a(boxes(root)));
  });

  it('removes what a step gives up', () => {
    const pass = everywhere((node, { row }) => (row?.merge ? undefined : node));
    const made = run((report) => rewrite(tree('boxes: {a: {cmd: q, y: 1}}'), rules([table]), report, pass));
    expect(made.value).toEqual({ boxes: { a: { y: 1 } } });
  });
});

describe('engines over a table', () => {
  const small = engines([table]);
  const merged = (base: string, over: string) => run((report) => small.merge(tree(base), tree(over), report));

  it('make short forms long', () => {
    expect(run((report) => small.canonical(tree('boxes: {a: {lids: one}}'), report)).value).toEqual({
      boxes: { a: { lids: ['one'] } },
    });
  });

  it('merge mappings, join lists and replace scalars', () => {
    expect(merged('{a: {b: 1, c: [x]}, z: 1}', '{a: {b: 2, c: [y], d: 3}}').value).toEqual({
      a: { b: 2, c: ['x', 'y'], d: 3 },
      z: 1,
    });
  });

  it('keep the earlier value under a null, but not where the rule replaces', () => {
    expect(merged('boxes: {a: {cmd: x, y: 1}}', 'boxes: {a: {cmd: null, y: null}}').value).toEqual({
      boxes: { a: { cmd: null, y: 1 } },
    });
  });

  it('refuse a list over a mapping', () => {
    expect(merged('{a: {b: 1}}', '{a: [1]}').codes).toEqual(['merge/kinds-differ']);
  });

  it('join a list to a mapping by name', () => {
    expect(merged('boxes: {a: {tags: {x: 1, y: 2}}}', 'boxes: {a: {tags: [y=3, z]}}').value).toEqual({
      boxes: { a: { tags: { x: 1, y: '3', z: null } } },
    });
  });

  it('keep the last of two equal items at the place of the first', () => {
    expect(run((report) => small.unique(tree('boxes: {a: {tags: [x=1, y=1, x=2]}}'), report)).value).toEqual({
      boxes: { a: { tags: ['x=2', 'y=1'] } },
    });
  });

  it('add what is missing, and make types', () => {
    expect(
      run((report) => small.complete(tree('boxes: {a: {}}'), { directory: '/', variables: new Map() }, report)).value,
    ).toEqual({
      boxes: { a: { colour: 'grey' } },
    });
    expect(
      run((report) => small.typed(tree('boxes: {a: {size: 1k, tags: [x=1], cmd: a "b c"}}'), report)).value,
    ).toEqual({
      boxes: { a: { size: '1024', tags: { x: '1' }, cmd: ['a', 'b c'] } },
    });
  });
});
