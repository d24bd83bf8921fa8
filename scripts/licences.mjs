// The licences of what esbuild put into dist, in one text that the package ships.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {{inputs: Record<string, unknown>}[]} metafiles of the builds @returns {string} */
export function licences(metafiles) {
  const folders = new Set(
    metafiles.flatMap(({ inputs }) => Object.keys(inputs)).flatMap((path) => packageOf(path) ?? []),
  );
  return [...folders]
    .sort()
    .map(page)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function packageOf(path) {
  const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
  return found === null ? undefined : found[0].replace(/^[^:]*:/, '');
}

function page(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  if (files.length === 0)
    throw new Error(`${name} ships no licence text: take it from its repository, or do without it`);
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
}
