import { pages } from '../facts/pages.ts';
import type { EcsApp } from '../model.ts';
import { law } from './law.ts';

export const familyTaken = law<{ name: string }>(() => ({
  code: 'family-taken',
  message: ({ name }) => `Two task definitions are of the family \`${name}\`.`,
  why: 'Each would be a new revision of the other, and all services of that family would run the later one.',
  fix: 'Give each task definition a family of its own; `family` under a top-level `taskDefinition` goes to all of them.',
  see: pages.parameters,
}));

export const serviceNameTaken = law<{ name: string }>(() => ({
  code: 'service-name-taken',
  message: ({ name }) => `Two services are named \`${name}\`.`,
  why: 'A cluster has one service of a name: the second would not be created, or would replace the first.',
  fix: 'Give each service a name of its own; `serviceName` under a top-level `service` goes to all of them.',
  see: pages.serviceParameters,
}));

/** What has a name that one before it has already, with its place in the list. */
export const takenFamilies = ({ taskDefinitions }: EcsApp) => taken(taskDefinitions, ({ family }) => family);
export const takenServiceNames = ({ services }: EcsApp) =>
  taken(services, ({ cluster = '', serviceName }) => serviceName && `${cluster} ${serviceName}`);

/** One without a name is wrong for that. */
function taken<T>(items: readonly T[], keyOf: (item: T) => string | undefined): readonly (readonly [T, number])[] {
  if (items.length < 2) return [];
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    if (!key) return [];
    const before = seen.has(key);
    seen.add(key);
    return before ? [[item, index] as const] : [];
  });
}
