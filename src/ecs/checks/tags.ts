import { limits } from '../facts/limits.ts';
import { pages } from '../facts/pages.ts';
import { patterns } from '../facts/patterns.ts';
import type { Tag } from '../model.ts';
import { type Clean, each, law, type ReportAt, repeated } from './law.ts';

export const tagCount = law<{ count: number }>(() => ({
  rule: 'TD085',
  code: 'tag-count',
  message: ({ count }) => `There are ${count} tags.`,
  why: `A resource takes at most ${limits.tags}.`,
  fix: 'Remove some.',
  see: pages.tags,
}));

export const tagIllegal = law<{ key: string }>(() => ({
  rule: 'TD085',
  code: 'tag-illegal',
  message: ({ key }) => `Tag \`${key}\` is not one that AWS takes.`,
  why: `A key is 1 to ${limits.tagKeyCharacters} characters and does not begin with \`aws:\`, a value at most ${limits.tagValueCharacters}; both are letters, digits, spaces and \`+ - = . _ : / @\`.`,
  fix: 'Rename or remove it.',
  see: pages.tags,
}));

export const tagTwice = law<{ key: string }>(() => ({
  rule: 'TD085',
  code: 'tag-twice',
  message: ({ key }) => `Tag \`${key}\` is there twice.`,
  why: 'Keys are unique.',
  fix: 'Keep one of them.',
  see: pages.tags,
}));

/** Whether AWS takes a tag: for those who make one. */
export const isTag = (key: string, value: string): boolean =>
  key.length > 0 &&
  key.length <= limits.tagKeyCharacters &&
  value.length <= limits.tagValueCharacters &&
  patterns.tagCharacters.test(key) &&
  patterns.tagCharacters.test(value) &&
  !patterns.tagReserved.test(key);

export function tags(list: Clean<Tag[]> | undefined, report: ReportAt): void {
  if (list === undefined) return;
  const all = each(list, 'tags');
  if (all.length > limits.tags) report(tagCount, ['tags'], { count: all.length });
  for (const {
    value: { key = '', value = '' },
    path,
  } of all)
    if (!isTag(key, value)) report(tagIllegal, path, { key });
  for (const [key, path] of repeated(all, ({ key }) => key)) report(tagTwice, path, { key });
}
