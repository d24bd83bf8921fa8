import type { Block } from './document.ts';
import { escapeMarkup } from './markup.ts';

/** One self-contained page: no script, no network, light and dark, printable. */
export function html(blocks: readonly Block[], title: string, picture: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${blocks.map((block) => render(block, picture)).join('\n')}
</main>
</body>
</html>
`;
}

const style = `
:root{--ink:#1b2733;--soft:#55647a;--page:#fff;--panel:#f3f6fa;--line:#d4dce6}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf5;--soft:#a9b6c6;--page:#10161d;--panel:#1c2530;--line:#33404f}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:72rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.7rem}h2{margin-top:2.2rem;border-bottom:1px solid var(--line)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
td:first-child,th{overflow-wrap:normal}
th{color:var(--soft);font-weight:600}
pre{background:var(--panel);padding:.8rem;border-radius:6px;overflow-x:auto;font-size:.87rem}
figure{margin:1rem 0;overflow-x:auto}figure svg{max-width:100%;min-width:min(var(--least),180rem);height:auto}
@media print{figure{overflow:visible}figure svg{min-width:0;max-height:95vh}main{max-width:none;padding:0}pre{white-space:pre-wrap}h2,h3{break-after:avoid}tr,pre{break-inside:avoid}}
`;

function render(block: Block, picture: string): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeMarkup(block.text)}</h${block.level}>`;
    case 'text':
      return `<p>${escapeMarkup(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeMarkup(item)}</li>`).join('')}</ul>`;
    case 'commands':
      return `<section><h3>${escapeMarkup(block.title)}</h3><pre tabindex="0"><code>${escapeMarkup(block.text)}</code></pre></section>`;
    case 'picture':
      return `<figure tabindex="0">${picture}</figure>`;
    case 'table':
      return `<div class="wide"><table><thead><tr>${block.head.map((cell) => `<th scope="col">${escapeMarkup(cell)}</th>`).join('')}</tr></thead><tbody>${block.rows
        .map((cells) => `<tr>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`)
        .join('')}</tbody></table></div>`;
  }
}
