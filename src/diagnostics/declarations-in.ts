import type { Declaration } from './declare.ts';

export interface Found {
  readonly declaration: Declaration<never>;
  /** Steps below the value that was searched. */
  readonly depth: number;
}

/** Tables of key definitions hold declarations a few steps deep; nothing deeper is a declaration. */
const deepest = 6;

/** Every declaration that a module's exports hold, however nested, each once. */
export function declarationsIn(exports: object): readonly Found[] {
  const found: Found[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (isDeclaration(value)) found.push({ declaration: value, depth });
    else if (depth < deepest && (Array.isArray(value) || isPlain(value) || depth === 0))
      for (const inner of Object.values(value)) visit(inner, depth + 1);
  };
  visit(exports, 0);
  return found;
}

const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

function isDeclaration(value: object): value is Declaration<never> {
  return 'code' in value && 'severity' in value && 'message' in value && 'why' in value && 'fix' in value;
}
