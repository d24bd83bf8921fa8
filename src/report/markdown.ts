import { clean } from '../diagnostics/render/clean.ts';
import type { Block } from './document.ts';

/** GitHub-flavoured Markdown. The picture is a Mermaid block, which GitHub and GitLab draw. */
export function markdown(blocks: readonly Block[], picture: string): string {
  return `${blocks.map((block) => render(block, picture)).join('\n\n')}\n`;
}

function render(block: Block, picture: string): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${literal(block.text)}`;
    case 'text':
      return literal(block.text);
    case 'list':
      return block.items.map((item) => `- ${literal(item)}`).join('\n');
    case 'commands':
      return `**${literal(block.title)}**\n\n${fence(block.text, 'sh')}`;
    case 'picture':
      return fence(picture.trimEnd(), 'mermaid');
    case 'table':
      return [
        row(block.head),
        row(block.head.map(() => '---')),
        ...block.rows.map((cells) => row(cells.map(literal))),
      ].join('\n');
  }
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const literal = (text: string): string =>
  clean(text)
    .replace(/[\\`*_<>[\]#]/g, '\\$&')
    .replace(/\s+/g, ' ');

/** A fence longer than any run of backticks inside. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}${language}\n${text}\n${mark}`;
}
