import type { Report } from '../diagnostics/declare.ts';
import type { MapNode, Node } from '../source/node.ts';
import { readAll } from './dotenv-files.ts';
import type { Engines } from './engines.ts';
import type { Environment } from './environment.ts';
import { applyExtends, type ExtendedFile } from './extends.ts';
import type { Host } from './host.ts';
import { applyInclude, type Included, includeCycle, includeTooDeep } from './include.ts';
import { interpolate } from './interpolate.ts';
import { mayHold } from './may-hold.ts';
import { entries, get, map, span, text } from './nodes.ts';
import { dirname, join, resolvePath } from './path.ts';
import { type FileReader, isRemote, type ReadFile } from './read-file.ts';
import { applyResets, splitResets } from './resets.ts';
import type { Room } from './rules.ts';
import { isSettled } from './schema-fit.ts';

/** What assembling a project needs. */
export interface Assembly {
  readonly engines: Engines;
  readonly reader: FileReader;
  readonly host: Host;
  readonly report: Report;
  readonly interpolate: boolean;
  readonly room: Room;
  /** Gathers the variables of all files, so that messages can be kept free of their values. */
  readonly environments: Environment[];
  /** Holds a tree of merged files, their short forms as written, against the schema, where need be with its lists made unique. */
  readonly validate: (root: MapNode, unite: (root: MapNode) => MapNode, report: Report) => void;
}

/** The files of a project, or of one entry of `include`. */
export interface Files {
  readonly files: readonly ReadFile[];
  /** Absolute: relative paths start here. */
  readonly directory: string;
  readonly environment: Environment;
  /** The files whose includes led here. */
  readonly including: readonly string[];
}

/**
 * Makes one tree of the files, in the order of the reference: for each document variables, include, extends, merge, uniqueness,
 * schema, long forms. It is still to be completed.
 */
export function assemble(files: Files, assembly: Assembly): MapNode | undefined {
  let tree: MapNode | undefined;
  for (const file of files.files)
    for (const document of file.documents) tree = layer(tree, document, file, files, assembly);
  return tree;
}

/** Lays one document over the tree so far. */
function layer(
  tree: MapNode | undefined,
  document: MapNode,
  file: ReadFile,
  files: Files,
  assembly: Assembly,
): MapNode {
  const { engines, report } = assembly;
  if (!tree && isWhole(document)) return longForms(document, assembly);
  const filled = assembly.interpolate ? interpolate(document, files.environment, engines.rules, report) : document;
  const { root, resets } = splitResets(filled);
  const included = applyInclude(root, resets, {
    report,
    load: (entry) => include(entry, file, files, assembly),
    merge: (path, base, over) => engines.mergeAt(path, base, over, report),
  });
  const whole = applyExtends(
    included,
    { file: file.file, directory: files.directory, resets },
    {
      report,
      open: opener(files, assembly),
      merge: (base, over) => engines.mergeAt(['services', ''], base, over, report),
    },
  );
  const merged = tree ? engines.merge(applyResets(tree, resets), whole, report) : whole;
  assembly.validate(merged, (root) => engines.unique(root, () => {}), report);
  return longForms(merged, assembly);
}

/** Whether nothing is to be done about a document, were it the only one, before its short forms are made long: no variable, tag or reference. */
const isWhole = (document: MapNode): boolean =>
  !document.entries.has('include') && !mayHold(document.source.text, '$', '!', 'extends') && isSettled(document);

const longForms = (root: MapNode, { engines, interpolate, report, room }: Assembly): MapNode =>
  engines.canonical(root, report, { keep: !interpolate, room });

/** Reads files that services extend, each once. */
function opener(
  files: Files,
  assembly: Assembly,
): (name: Node, here: ExtendedFile, path: readonly string[]) => ExtendedFile | undefined {
  const known = new Map<string, ExtendedFile | undefined>();
  return (name, here, path) => {
    const written = text(name) ?? '';
    const file = isRemote(written) ? written : resolvePath(here.directory, written);
    if (!known.has(file)) known.set(file, open(file, name, path, files, assembly));
    return known.get(file);
  };
}

function open(
  file: string,
  name: Node,
  path: readonly string[],
  files: Files,
  assembly: Assembly,
): ExtendedFile | undefined {
  const { engines, report, reader } = assembly;
  const read = reader.read(file, { path, place: span(name) });
  if (!read) return undefined;
  let tree: MapNode = map(new Map(), name);
  let last: ExtendedFile['resets'];
  for (const document of read.documents) {
    const { root, resets } = splitResets(
      assembly.interpolate ? interpolate(document, files.environment, engines.rules, report) : document,
    );
    last = resets ?? last;
    tree = longForms(engines.merge(applyResets(tree, resets), root, report), assembly);
  }
  const directory = dirname(file);
  const placed = engines.paths(tree, { directory, home: assembly.host.home }, report);
  return { file, directory, services: entries(get(placed, 'services')), resets: last };
}

const deepest = 100;

/** Reads one entry of `include` as a project of its own. */
function include(included: Included, file: ReadFile, files: Files, assembly: Assembly): MapNode | undefined {
  const { engines, reader, report, host } = assembly;
  const path = ['include', included.index];
  const including = [...files.including, file.file];
  const resolved = included.paths.map((node) => {
    const written = text(node) ?? '';
    return { node, file: isRemote(written) ? written : resolvePath(files.directory, written) };
  });
  const looped = resolved.find((one) => including.includes(one.file));
  if (looped) {
    const loop = [...including.slice(including.indexOf(looped.file)), looped.file].join(' → ');
    report(includeCycle, { path, place: span(looped.node) }, { loop });
    return undefined;
  }
  if (including.length > deepest) {
    report(includeTooDeep, { path, place: span(included.node) }, { limit: deepest });
    return undefined;
  }
  const read = resolved.map((one) => reader.read(one.file, { path, place: span(one.node) }));
  const found = read.filter((one): one is ReadFile => one !== undefined);
  const [main] = resolved;
  if (found.length < read.length || !main) return undefined;
  const own = text(included.projectDirectory);
  const directory = own === undefined ? dirname(main.file) : resolvePath(files.directory, own);
  const environment = environmentOf(included, directory, files, assembly);
  if (environment !== files.environment) assembly.environments.push(environment);
  const tree = assemble({ files: found, directory, environment, including }, assembly);
  return tree && engines.complete(tree, { directory, home: host.home, variables: environment }, report);
}

/** What is set already stays; an include may add its own files, or the `.env` of its folder. */
function environmentOf(included: Included, directory: string, files: Files, { host, report }: Assembly): Environment {
  const named = included.envFiles.filter((node) => text(node) !== '/dev/null');
  const path = ['include', included.index, 'env_file'];
  if (included.envFiles.length > 0)
    return readAll(
      files.environment,
      named.map((node) => ({
        file: resolvePath(files.directory, text(node) ?? ''),
        where: { path, place: span(node) },
      })),
      host,
      report,
    );
  const standard = {
    file: join(directory, '.env'),
    where: { path: ['include', included.index], place: span(included.node) },
  };
  return host.read(standard.file).kind === 'text'
    ? readAll(files.environment, [standard], host, report)
    : files.environment;
}
