// Every module beside this one that exports `files()`, in the order of their names.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** @returns {Promise<{path: string, text: string}[]>} paths are relative to the repository */
export async function generatedFiles() {
  const modules = readdirSync(folder)
    .filter((name) => name.endsWith('.mjs') && name !== 'all.mjs')
    .sort();
  const files = [];
  for (const name of modules) {
    const module = await import(new URL(name, import.meta.url).href);
    if (module.files) files.push(...(await module.files()));
  }
  return files;
}
