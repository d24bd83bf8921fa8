import { isTree } from './grammar.ts';
import type { Random } from './random.ts';

/** Writes a value as YAML in one of several styles: JSON, block, and block with anchors for what occurs again. */
export function print(value: unknown, random: Random): string {
  const style = random.below(4);
  if (style === 0) return JSON.stringify(value);
  if (style === 1) return JSON.stringify(value, null, 1);
  return block(value, 0, style === 3 ? new Map() : undefined, random);
}

/** Values by their JSON, with the anchor they were given. */
type Anchors = Map<string, string>;

function block(value: unknown, indent: number, anchors: Anchors | undefined, random: Random): string {
  if (typeof value !== 'object' || value === null) return `${scalar(value, random)}\n`;
  const entries = Object.entries(value);
  if (entries.length === 0 || random.chance(0.1)) return `${JSON.stringify(value)}\n`;
  const pad = ' '.repeat(indent);
  const lines = entries.map(
    ([key, item]) => `${pad}${isTree(value) ? `${word(key)}:` : '-'}${nested(item, indent, anchors, random)}`,
  );
  return lines.join('');
}

function nested(item: unknown, indent: number, anchors: Anchors | undefined, random: Random): string {
  const plain = typeof item !== 'object' || item === null || Object.keys(item).length === 0;
  let anchor = '';
  if (anchors && !plain) {
    const text = JSON.stringify(item);
    const known = anchors.get(text);
    if (known) return ` *${known}\n`;
    anchor = ` &n${anchors.size}`;
    const inner = block(item, indent + 2, anchors, random);
    anchors.set(text, anchor.slice(2));
    return inner.startsWith('{') || inner.startsWith('[') ? `${anchor} ${inner}` : `${anchor}\n${inner}`;
  }
  const inner = block(item, indent + 2, anchors, random);
  return plain || inner.startsWith('{') || inner.startsWith('[') ? ` ${inner}` : `\n${inner}`;
}

const word = (key: string): string =>
  /^[a-z][\w.-]*$/i.test(key) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(key) ? key : JSON.stringify(key);

function scalar(value: unknown, random: Random): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (/^[a-z/.][\w/.-]*$/i.test(value) && random.chance(0.7)) return value;
  if (/^[ -&(-~]*$/.test(value) && random.chance(0.5)) return `'${value}'`;
  return JSON.stringify(value);
}
