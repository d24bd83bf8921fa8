import { isTree } from './grammar.ts';
import { type Input, mainFile, type Tree } from './input.ts';
import { run } from './invariants.ts';

const rounds = 6;

/** Leaves out what the converter calls an error, key by key: what remains reaches the last stages. */
export function repair(input: Input, tree: Tree): Tree {
  try {
    return mend(input, tree);
  } catch {
    // The invariants tell it of the input itself.
    return tree;
  }
}

function mend(input: Input, tree: Tree): Tree {
  const mended = structuredClone(tree);
  for (let round = 0; round < rounds; round++) {
    const { diagnostics } = run({ ...input, files: { ...input.files, [mainFile]: JSON.stringify(mended) } });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return mended;
    for (const { path } of errors) remove(mended, path.map(String));
  }
  return mended;
}

/** A key of a service, an entry of a section, or the whole of what is at the top. */
function remove(tree: Tree, [section = '', name, key]: readonly string[]): void {
  const entries = Object.hasOwn(tree, section) ? tree[section] : undefined;
  const entry = isTree(entries) && name !== undefined && Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (section === 'services' && isTree(entry) && key !== undefined && Object.hasOwn(entry, key)) delete entry[key];
  else if (section === 'services' && isTree(entry) && key === 'image') entry.image = 'nginx';
  else if (isTree(entries) && name !== undefined && (section !== 'services' || Object.keys(entries).length > 1))
    delete entries[name];
  else if (section !== 'services') delete tree[section];
}
