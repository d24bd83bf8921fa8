import { catalog } from '../catalog.ts';
import { type Page, pageOf } from '../diagnostics/template.ts';
import type { KeyDoc, ResourceDefinition, ResourceKind, ServiceKeys } from '../keys/define.ts';
import { resourceKeys, serviceKeys } from '../keys/index.ts';

export const codePages: ReadonlyMap<string, Page> = new Map(
  [...catalog].map(([code, declaration]) => [code, pageOf(declaration)]),
);

export interface KeyPage {
  /** `services.<name>.ports` */
  readonly title: string;
  readonly doc: KeyDoc;
  readonly codes: readonly string[];
}

type Definition = ServiceKeys[keyof ServiceKeys] | ResourceDefinition<ResourceKind>;

/** The pages of each Compose key and of its parts (`deploy.resources`); a word may be a key of a service and of the project. */
export function keyPages(): ReadonlyMap<string, readonly KeyPage[]> {
  const pages = new Map<string, KeyPage[]>();
  const add = (word: string, page: KeyPage) => pages.set(word, [...(pages.get(word) ?? []), page]);
  const walk = (prefix: string, definitions: Readonly<Record<string, Definition>>) => {
    for (const [key, definition] of Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))) {
      add(key, { title: prefix + key, doc: definition.doc, codes: codesOf(key, definition) });
      for (const [part, doc] of Object.entries(definition.parts ?? {}))
        add(`${key}.${part}`, { title: `${prefix}${key}.${part}`, doc, codes: [] });
    }
  };
  walk('services.<name>.', serviceKeys);
  walk('', resourceKeys as Readonly<Record<string, Definition>>);
  return pages;
}

function codesOf(key: string, definition: Definition): readonly string[] {
  const own = [
    ...Object.values(definition.diagnostics ?? {}),
    ...('report' in definition ? [definition.report] : []),
  ].map(({ code }) => code);
  const named = [...codePages.keys()].filter((code) => code.startsWith(`${key}/`));
  return [...new Set([...own, ...named])].sort();
}
