import type { StringMap } from '../../../compose/model.ts';
import { declare } from '../../../diagnostics/declare.ts';
import { limits } from '../../../ecs/facts/limits.ts';
import { pages } from '../../../ecs/facts/pages.ts';
import { patterns } from '../../../ecs/facts/patterns.ts';
import type { Path } from '../../../source/node.ts';
import type { KeyContext } from '../../define.ts';

export const tagIllegal = declare<{ key: string }>(() => ({
  code: 'deploy/label-illegal',
  severity: 'warning',
  message: ({ key }) => `The label ${key} is dropped: it cannot be a tag of the service.`,
  why: `A tag has at most ${limits.tagKeyCharacters} characters of name and ${limits.tagValueCharacters} of value: letters, digits, spaces and _ . : / = + - @; names beginning with aws: are taken.`,
  fix: 'Rename or shorten the label, or put it into labels: they become dockerLabels.',
  see: pages.tags,
}));

export const tagsDiffer = declare<{ key: string }>(() => ({
  code: 'deploy/label-differs',
  severity: 'warning',
  message: ({ key }) => `The label ${key} is dropped: another service of the task gives it another value.`,
  why: 'deploy.labels become tags of the ECS service, which all containers of the task share.',
  fix: 'Use one value, or put the label into labels.',
  see: pages.tags,
}));

export const tagsTooMany = declare(() => ({
  code: 'deploy/labels-too-many',
  severity: 'warning',
  message: `Labels beyond ${limits.tags} are dropped.`,
  why: `An ECS service has at most ${limits.tags} tags.`,
  fix: 'Put the others into labels: they become dockerLabels.',
  see: pages.tags,
}));

const legal = (key: string, value: string): boolean =>
  key !== '' &&
  key.length <= limits.tagKeyCharacters &&
  value.length <= limits.tagValueCharacters &&
  patterns.tagCharacters.test(key) &&
  patterns.tagCharacters.test(value) &&
  !patterns.tagReserved.test(key);

/** Tags of the ECS service, sorted by name. */
export function deployLabels(labels: StringMap, path: Path, { task, report }: KeyContext): void {
  const tags = [...(task.service.tags ?? [])];
  for (const [key, value] of Object.entries(labels)) {
    const known = tags.find((tag) => tag.key === key);
    if (!legal(key, value)) report(tagIllegal, { path: [...path, key] }, { key });
    else if (known) {
      if (known.value !== value) report(tagsDiffer, { path: [...path, key] }, { key });
    } else if (tags.length >= limits.tags) {
      report(tagsTooMany, { path });
      break;
    } else tags.push({ key, value });
  }
  if (tags.length > 0) task.service.tags = tags.sort((a, b) => (a.key < b.key ? -1 : 1));
}
