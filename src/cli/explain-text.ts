import type { Page } from '../diagnostics/template.ts';
import { examples } from '../generated/examples.ts';
import type { KeyPage } from './explain-pages.ts';

/** The page of one diagnostic code. */
export function codeText({ code, severity, message, why, fix, see, allow }: Page): string {
  const lines = [`${code} (${severity})`, '', message, '', `Why: ${why}`, `Fix: ${fix}`];
  if (allow !== undefined) lines.push(`With --allow ${code}: ${allow}`);
  if (see !== undefined) lines.push(`See: ${see}`);
  const example = examples[code];
  if (example) {
    const flags = (args: readonly string[]) => (args.length > 0 ? ` (with ${args.join(' ')})` : '');
    lines.push('', `Reported for${flags(example.badArgs)}:`, '', indented(example.bad));
    lines.push('', `Not for${flags(example.goodArgs)}:`, '', indented(example.good));
  }
  return `${lines.join('\n')}\n`;
}

const indented = (text: string): string => text.trimEnd().replaceAll(/^(?=.)/gm, '    ');

/** The page of one Compose key, and the codes that begin with it. */
export function keyText({ title, doc, codes }: KeyPage): string {
  const { bridge, awsvpc = bridge, fargate = awsvpc, note, see } = doc;
  const lines = [title, '', note, ''];
  lines.push(`EC2, bridge: ${bridge}`);
  if (awsvpc !== bridge) lines.push(`EC2, awsvpc: ${awsvpc}`);
  if (fargate !== awsvpc) lines.push(`Fargate: ${fargate}`);
  lines.push(`See: ${see}`);
  if (codes.length > 0) lines.push('', 'Diagnostics:', ...codes.map((code) => `  ${code}`));
  return `${lines.join('\n')}\n`;
}
