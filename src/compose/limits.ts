/** How much of a file is read before it is refused. Far above what a project needs, low enough to stay bounded in time and memory. */
export const limits = {
  /** UTF-16 units of one file. */
  fileLength: 32 * 1024 * 1024,
  /** Lines and items of one file, each of which may be a value. */
  values: 1_000_000,
  /** UTF-16 units of a broken text that is read again to list all its syntax errors. */
  explained: 256 * 1024,
  /** Nested mappings and lists in one document. */
  depth: 200,
  /** Nodes that the aliases of one file may add by expansion. */
  aliasNodes: 1_000_000,
  /** Files of one project: named, included, extended. */
  files: 1000,
  /** Documents of all of them: each is laid over what came before. */
  documents: 2000,
  /** Times that a file is named by another: includes of includes multiply. */
  references: 5000,
  /** UTF-16 units that interpolation may make of one file. */
  interpolated: 64 * 1024 * 1024,
  /** UTF-16 units of all texts of one project, a blank counted as many, those of environment files included; aliases, bases and files of many services multiply them. */
  text: 128 * 1024 * 1024,
  /** Ports that the ranges of one project may stand for: each becomes an entry. */
  rangePorts: 150_000,
  /** `${A:-${B:-…}}`. */
  templateDepth: 64,
  /** `${…}` in one value. */
  templateReferences: 10_000,
} as const;

export type Limits = { readonly [K in keyof typeof limits]: number };
