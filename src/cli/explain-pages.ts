import { catalog } from '../catalog.ts';
import { type Page, pageOf } from '../diagnostics/template.ts';
import type { KeyDoc } from '../keys/define.ts';

export const codePages: ReadonlyMap<string, Page> = new Map(
  [...catalog].map(([code, declaration]) => [code, pageOf(declaration)]),
);

/** The documented Compose keys, parts of keys as `deploy.resources`. */
export function keyPages(): ReadonlyMap<string, KeyDoc> {
  return new Map();
}
