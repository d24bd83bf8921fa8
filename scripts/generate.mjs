// Writes every generated file of the repository. Each module of scripts/generate/ exports `files()`: what it generates, by path.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedFiles } from './generate/all.mjs';

for (const { path, text } of await generatedFiles()) {
  let old;
  try {
    old = readFileSync(path, 'utf8');
  } catch {
    mkdirSync(dirname(path), { recursive: true });
  }
  if (old === text) continue;
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
