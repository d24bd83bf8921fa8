import { declare, type Report, type Where } from '../diagnostics/declare.ts';
import type { MapNode, Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { unreadable } from './dotenv-files.ts';
import { type Host, sourceOf } from './host.ts';
import { limits } from './limits.ts';
import { isNull } from './nodes.ts';
import { isAbsolute } from './path.ts';
import { hasMoreValues } from './possible-values.ts';
import { isV1, modernise } from './v1.ts';
import { type ExplainSyntax, parseYaml } from './yaml.ts';
import { notMapping } from './yaml-findings.ts';

export const cannotRead = declare<{ file: string; reason: string }>(() => ({
  code: 'file/unreadable',
  severity: 'error',
  usage: true,
  message: ({ file, reason }) => `The file ${file} cannot be read: ${reason}`,
  why: 'It is named on the command line or in a Compose file, and nothing can stand in for it.',
  fix: 'Correct the path, or leave the file out.',
}));

export const tooManyFiles = declare<{ limit: number; what: 'files' | 'documents' }>(() => ({
  code: 'file/too-many',
  severity: 'error',
  message: ({ limit, what }) => `The project reads more than ${limit} ${what}`,
  why: 'Files that include or extend one another can multiply without bound, and each document of a file is laid over the others.',
  fix: ({ what }) => (what === 'files' ? 'Include fewer files.' : 'Write fewer documents: one file needs only one.'),
}));

export const remote = declare<{ file: string }>(() => ({
  code: 'file/remote',
  severity: 'error',
  usage: true,
  message: ({ file }) => `${file} lies on another machine`,
  why: 'A project is read from local files alone, so that the same input gives the same result.',
  fix: 'Fetch the file first, and name the local copy.',
}));

/** The documents of one file; none where it holds nothing but comments. */
export interface ReadFile {
  readonly file: string;
  readonly source: Source;
  readonly documents: readonly MapNode[];
  /** It has services at top level; `documents` hold them in today's form. */
  readonly v1: boolean;
}

/** Reads files of a project, each at most once, and counts them. */
export class FileReader {
  private readonly host: Host;
  private readonly report: Report;
  private readonly explain: ExplainSyntax | undefined;
  private readonly known = new Map<string, ReadFile | undefined>();
  private asked = 0;
  private documents = 0;

  constructor(host: Host, report: Report, explain?: ExplainSyntax) {
    this.host = host;
    this.report = report;
    this.explain = explain;
  }

  /** The texts read so far. */
  sources(): Source[] {
    return [...this.known.values()].flatMap((file) => (file ? [file.source] : []));
  }

  /** `where` is the place that names the file. Undefined when nothing can be made of it; that has been reported. */
  read(file: string, where: Where): ReadFile | undefined {
    this.asked++;
    if (this.asked > limits.references) {
      if (this.asked === limits.references + 1)
        this.report(tooManyFiles, where, { limit: limits.references, what: 'files' });
      return undefined;
    }
    if (this.known.has(file)) return this.known.get(file);
    const read = this.load(file, where);
    this.known.set(file, read);
    return read;
  }

  private load(file: string, where: Where): ReadFile | undefined {
    if (this.known.size >= limits.files) {
      if (this.known.size === limits.files) this.report(tooManyFiles, where, { limit: limits.files, what: 'files' });
      return undefined;
    }
    if (isRemote(file)) {
      this.report(remote, where, { file });
      return undefined;
    }
    const content = this.host.read(file);
    if (content.kind !== 'text') {
      this.report(cannotRead, where, { file, reason: unreadable(content) ?? '' });
      return undefined;
    }
    const reason = tooMuch(content.text);
    if (reason !== undefined) {
      this.report(cannotRead, where, { file, reason });
      return undefined;
    }
    return this.parse(file, sourceOf(this.host, file === '-' ? '<stdin>' : file, content.text), where);
  }

  private parse(file: string, source: Source, where: Where): ReadFile | undefined {
    const nodes = parseYaml(source, this.report, { explain: this.explain });
    if (!nodes) return undefined;
    const documents = nodes.filter((node): node is MapNode => this.isMapping(node));
    if (documents.length < nodes.length) return undefined;
    this.documents += documents.length;
    if (this.documents > limits.documents) {
      this.report(tooManyFiles, where, { limit: limits.documents, what: 'documents' });
      return undefined;
    }
    const v1 = documents.length > 0 && documents.every(isV1);
    return { file, source, v1, documents: v1 ? documents.map((one) => modernise(one, this.report)) : documents };
  }

  private isMapping(node: Node): boolean {
    if (node.kind === 'map') return true;
    const place = { source: node.source, start: node.start, end: Math.min(node.end, node.start + 1) };
    this.report(notMapping, { path: [], place }, { found: formOf(node) });
    return false;
  }
}

const formOf = (node: Node): string =>
  node.kind === 'list' ? 'a list' : isNull(node) ? 'an empty document' : 'a single value';

function tooMuch(text: string): string | undefined {
  const { fileLength, values } = limits;
  if (text.length > fileLength) return `it has ${text.length} characters, and at most ${fileLength} are read`;
  if (text.length > values && hasMoreValues(text, values)) return `it has more than ${values} lines and items`;
  return undefined;
}

/** A URL or a git reference, as `include` and `extends` may name. */
export const isRemote = (file: string): boolean =>
  !isAbsolute(file) && /^[a-z][a-z0-9+.-]*:\/\/|^(?:git@|github\.com\/|oci:)/i.test(file);
