import { readdirSync, readFileSync } from 'node:fs';

/** A fenced block of a page, with the comments that stand before it. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** Line of the first line of text, from 1. */
  readonly line: number;
  /** `<!-- file: PATH -->`: the block is a file of the project. */
  readonly file?: string;
  /** `<!-- exit: N -->`: what its commands return. */
  readonly exit?: number;
}

/** `<!-- project: NAME -->` copies fixtures/projects/NAME; `<!-- new project: NAME -->` starts an empty folder. */
export interface ProjectSwitch {
  readonly project: string;
  readonly empty: boolean;
}

export interface Page {
  readonly path: string;
  readonly text: string;
  readonly parts: readonly (Block | ProjectSwitch)[];
}

export const pages: readonly Page[] = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith('.md'))
  .map((path) => {
    const text = readFileSync(path, 'utf8');
    return { path, text, parts: parts(text) };
  });

function parts(text: string): (Block | ProjectSwitch)[] {
  const found: (Block | ProjectSwitch)[] = [];
  let comment: { file?: string; exit?: number } = {};
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const [, word, value = ''] = /^<!-- (project|new project|file|exit): (.+) -->$/.exec(line) ?? [];
    if (word === 'file') comment = { ...comment, file: value };
    else if (word === 'exit') comment = { ...comment, exit: Number(value) };
    else if (word) found.push({ project: value, empty: word === 'new project' });
    const [, indent = '', language] = /^(\s*)```(\S*)$/.exec(line) ?? [];
    if (language === undefined) continue;
    const end = lines.indexOf(`${indent}\`\`\``, i + 1);
    const body = lines.slice(i + 1, end).map((one) => one.slice(indent.length));
    found.push({ language, text: `${body.join('\n')}\n`, line: i + 2, ...comment });
    comment = {};
    i = end;
  }
  return found;
}

export interface DocumentedCommand {
  /** Without `compose2ecs`. */
  readonly argv: readonly string[];
  readonly line: number;
  /** `|| true`, or a test of the exit code, follows. */
  readonly mayFail: boolean;
}

/** The compose2ecs commands of a block; in YAML, those of a pipeline's steps. */
export function commandsOf({ language, text, line, file }: Block): DocumentedCommand[] {
  if (language !== 'sh' && (language !== 'yaml' || file !== undefined)) return [];
  const joined = text.replaceAll(/\\\n\s*/g, (broken) => `${'\0'.repeat(broken.split('\n').length - 1)}`);
  let at = line;
  return joined.split('\n').flatMap((one) => {
    const start = at;
    at += 1 + one.split('\0').length - 1;
    const [, words] =
      /^(?:\s*- (?:run: )?|\s*run: |\s*)(?:npx )?compose2ecs (.*)$/.exec(one.replaceAll('\0', ' ')) ?? [];
    return words === undefined ? [] : [{ ...split(words), line: start }];
  });
}

/** Words as a shell splits them, up to a comment, a pipe, a redirection or `||`. */
function split(text: string): { argv: string[]; mayFail: boolean } {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const end = words.findIndex((word) => /^(#.*|\d?[|>&;]+)$/.test(word));
  const taken = (end < 0 ? words : words.slice(0, end)).map(unquoted);
  return { argv: taken, mayFail: end >= 0 && words[end] === '||' };
}

/** A variable stands for its own name in lower case. */
const unquoted = (word: string): string =>
  word.replaceAll(/["']/g, '').replaceAll(/\$\{?(\w+)\}?/g, (_, name: string) => name.toLowerCase());

/** Headings of a page as GitHub anchors them. */
export const anchorsOf = ({ text }: Page): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
